package org.tocsin.events.identity;

import java.util.UUID;

/** The file on one defender's situation: a keyed hash of (organisation, case reference). */
public record CaseId(UUID value) {

  /** Parses the canonical form of a UUID; throws IllegalArgumentException for anything else. */
  public static CaseId of(String text) {
    return new CaseId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
