package org.tocsin.registry.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry's place among all, newest first; as text it is how a page names where the next begins.
 *
 * @param recordedAt to the millisecond, as brokers have it
 */
record Place(Instant recordedAt, int partition, long offset) {

  /** Before every entry. */
  static final Place NEWEST =
      new Place(Instant.parse("9999-12-31T00:00:00Z"), Integer.MAX_VALUE, Long.MAX_VALUE);

  /** The place with this text; empty if the text is none. */
  static Optional<Place> of(String text) {
    String[] parts = text.split("-", -1);
    try {
      return parts.length == 3
          ? Optional.of(
              new Place(
                  Instant.ofEpochMilli(Long.parseLong(parts[0])),
                  Integer.parseInt(parts[1]),
                  Long.parseLong(parts[2])))
          : Optional.empty();
    } catch (NumberFormatException | DateTimeException none) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return recordedAt.toEpochMilli() + "-" + partition + "-" + offset;
  }
}
