package org.tocsin.alert.plan;

import java.time.Instant;

/**
 * A plan that holds or has held.
 *
 * @param version counted from 1
 * @param text as it was written
 * @param digest SHA-256 of the text, in hexadecimal
 * @param source {@code file} or {@code rest}
 * @param appliedBy a user, or {@code alert-service} for the file
 */
record StoredPlan(
    long version, String text, String digest, String source, String appliedBy, Instant appliedAt) {

  static final String FILE = "file";
  static final String REST = "rest";
}
