package org.tocsin.registry.sealing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.Flag;
import org.tocsin.registry.history.Recorded;

/**
 * Which sealed parts nobody can open again, and why. A key that has only not come yet is none of
 * them.
 */
public final class LostParts {

  /**
   * What is known of a key.
   *
   * @param there whether it is there
   * @param erased when the last erasure of its owner was ordered
   * @param allowed since when new keys are allowed again
   * @param destroyed whether it was there and had to go
   */
  record Fate(
      boolean there, Optional<Instant> erased, Optional<Instant> allowed, boolean destroyed) {

    /** The flag of an event under such a key: erased on purpose, or lost by coming too late. */
    Optional<Flag> flag(Instant recordedAt) {
      if (there) {
        return Optional.empty();
      }
      if (erased.filter(ordered -> !recordedAt.isAfter(ordered)).isPresent()) {
        return Optional.of(Flag.ERASED);
      }
      boolean tooLate =
          erased.isPresent() && allowed.filter(since -> !recordedAt.isBefore(since)).isEmpty();
      return destroyed || tooLate ? Optional.of(Flag.KEY_DESTROYED) : Optional.empty();
    }
  }

  private final Map<KeyName, Fate> fates;

  private LostParts(Map<KeyName, Fate> fates) {
    this.fates = fates;
  }

  /** What is lost of these events. */
  public static LostParts of(Connection connection, Collection<Recorded> events)
      throws SQLException {
    List<KeyName> names =
        events.stream().flatMap(event -> key(event.event()).stream()).distinct().toList();
    return new LostParts(names.isEmpty() ? Map.of() : fates(connection, names));
  }

  /** The flag of a report of which a part is lost, be it of a correction or retraction. */
  public Optional<Flag> flag(Entry entry) {
    return events(entry).flatMap(event -> flag(event).stream()).min(Flag::compareTo);
  }

  /** The flag of one event. */
  public Optional<Flag> flag(Recorded event) {
    return key(event.event()).map(fates::get).flatMap(fate -> fate.flag(event.recordedAt()));
  }

  /**
   * The flag of a report of which a part is still closed after its key was tried; call it only with
   * events that were opened for a reader.
   */
  public Optional<Flag> afterOpening(Entry entry) {
    return events(entry)
        .flatMap(event -> key(event.event()).stream())
        .map(fates::get)
        .filter(fate -> fate != null && fate.there())
        .findFirst()
        .map(_ -> Flag.DOES_NOT_OPEN);
  }

  private static Stream<Recorded> events(Entry entry) {
    return Stream.concat(
        Stream.concat(Stream.of(entry.reported()), entry.corrections().stream()),
        entry.retraction().stream());
  }

  private static Optional<KeyName> key(Event event) {
    return event.sealed() instanceof SealedPart.Closed closed
        ? Optional.of(new KeyName(KeyName.ownerOf(event), closed.keyId()))
        : Optional.empty();
  }

  private static Map<KeyName, Fate> fates(Connection connection, List<KeyName> names)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT k.owner, k.key_id, o.erased_at, o.allowed_at, d.owner IS NOT NULL, s.owner IS NOT NULL
            FROM unnest(?::text[], ?::text[]) AS k (owner, key_id)
            LEFT JOIN erased_owner o ON o.owner = k.owner
            LEFT JOIN destroyed_key d ON d.owner = k.owner AND d.key_id = k.key_id
            LEFT JOIN sealing_key s ON s.owner = k.owner AND s.key_id = k.key_id
            """)) {
      query.setArray(
          1, connection.createArrayOf("text", names.stream().map(KeyName::owner).toArray()));
      query.setArray(
          2, connection.createArrayOf("text", names.stream().map(KeyName::keyId).toArray()));
      var fates = new HashMap<KeyName, Fate>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          fates.put(
              new KeyName(row.getString(1), row.getString(2)),
              new Fate(
                  row.getBoolean(6),
                  Optional.ofNullable(row.getTimestamp(3)).map(Timestamp::toInstant),
                  Optional.ofNullable(row.getTimestamp(4)).map(Timestamp::toInstant),
                  row.getBoolean(5)));
        }
      }
      return fates;
    }
  }
}
