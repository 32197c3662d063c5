package org.tocsin.events.identity;

import java.util.UUID;

/**
 * One source, hashed alike for all partners, so that two who quote the same relative count as one.
 */
public record SourceId(UUID value) {

  /** Parses the canonical form of a UUID; throws IllegalArgumentException for anything else. */
  public static SourceId of(String text) {
    return new SourceId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
