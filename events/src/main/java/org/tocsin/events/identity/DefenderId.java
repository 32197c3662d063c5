package org.tocsin.events.identity;

import java.util.UUID;

/** Who is attacked: a keyed hash of (organisation, defender reference). */
public record DefenderId(UUID value) {

  /** Parses the canonical form of a UUID; throws IllegalArgumentException for anything else. */
  public static DefenderId of(String text) {
    return new DefenderId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
