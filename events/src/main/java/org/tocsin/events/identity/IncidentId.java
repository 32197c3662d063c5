package org.tocsin.events.identity;

import java.util.UUID;

/** One incident, hashed alike for all partners, so that reports of the same act meet. */
public record IncidentId(UUID value) {

  /** Parses the canonical form of a UUID; throws IllegalArgumentException for anything else. */
  public static IncidentId of(String text) {
    return new IncidentId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
