package org.tocsin.events.identity;

import java.util.regex.Pattern;

/**
 * A partner NGO, known from its credential, never from a body.
 *
 * @param id 2 to 40 lower-case letters, digits and hyphens
 */
public record Organisation(String id) {

  /** What may stand here, but for the length. */
  public static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,38}[a-z0-9]");

  public Organisation {
    if (!SYNTAX.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "an organisation's id has 2 to 40 lower-case letters, digits and hyphens");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
