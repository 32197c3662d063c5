package org.tocsin.registry.history;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.registry.table.CopyIn;
import org.tocsin.service.log.Logged;

/**
 * How events come into the {@link EventStore}: a repeat with the same content changes nothing, and
 * of several contents with one id the least (recordedAt, digest) stands, in whatever order they
 * come (DOMAIN.md, section 6, rule 4).
 */
@ApplicationScoped
public class Incoming {

  /** Locks are taken on this many buckets of keys, so that a large batch does not exhaust them. */
  private static final int LOCK_BUCKETS = 1024;

  /**
   * What a batch changed.
   *
   * @param fresh events that stand from now on
   * @param overthrown events that stood until now: an earlier one under their id has come
   */
  public record Change(List<Stored> fresh, List<Stored> overthrown) {

    /** What these events are about. */
    public Set<String> subjects() {
      return Stream.concat(fresh.stream(), overthrown.stream())
          .map(each -> each.recorded().event().header().subject().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** One content under an id. */
  private record Content(long place, String digest, Instant recordedAt, boolean stood, Stored fresh)
      implements Comparable<Content> {

    private static final Comparator<Content> FIRST =
        Comparator.comparing(Content::recordedAt).thenComparing(Content::digest);

    @Override
    public int compareTo(Content other) {
      return FIRST.compare(this, other);
    }
  }

  private final EventStore events;

  Incoming(EventStore events) {
    this.events = events;
  }

  /** Has other writers of these keys wait until this transaction has ended. */
  public void lock(Connection connection, Collection<String> keys) throws SQLException {
    var buckets = new TreeSet<Integer>();
    keys.forEach(key -> buckets.add(Math.floorMod(key.hashCode(), LOCK_BUCKETS)));
    try (var lock =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(bucket) FROM (SELECT * FROM unnest(?) AS bucket ORDER BY bucket) AS ordered")) {
      lock.setArray(1, connection.createArrayOf("int8", buckets.toArray()));
      lock.execute();
    }
  }

  /**
   * Adds the events of a batch. Call {@link #lock} with their ids first: contents with one id can
   * stand in different partitions.
   */
  public Change add(Connection connection, List<Logged<Event>> batch) throws SQLException {
    Map<History.Key, List<Content>> byKey = known(connection, batch);
    for (Logged<Event> logged : batch) {
      var stored =
          new Stored(
              Place.of(logged.partition(), logged.offset()),
              new Recorded(logged.value(), logged.recordedAt()));
      String digest = logged.value().header().digest();
      List<Content> contents = byKey.get(History.Key.of(stored.recorded()));
      if (contents.stream().noneMatch(content -> content.digest.equals(digest))) {
        contents.add(new Content(stored.place(), digest, logged.recordedAt(), false, stored));
      }
    }
    var fresh = new ArrayList<Stored>();
    var overthrown = new ArrayList<Long>();
    try (var rows = new CopyIn(connection, "event")) {
      for (List<Content> contents : byKey.values()) {
        Content first = contents.stream().min(Comparator.naturalOrder()).orElseThrow();
        for (Content content : contents) {
          if (content.fresh != null) {
            write(rows, content.fresh, content == first);
            if (content == first) {
              fresh.add(content.fresh);
            }
          } else if (content.stood && content != first) {
            overthrown.add(content.place);
          }
        }
      }
      rows.finish();
    }
    fresh.sort(Comparator.comparing(Stored::place));
    return new Change(List.copyOf(fresh), overthrow(connection, overthrown));
  }

  /** What the database has under the ids of the batch. */
  private static Map<History.Key, List<Content>> known(
      Connection connection, List<Logged<Event>> batch) throws SQLException {
    Map<History.Key, List<Content>> byKey = new LinkedHashMap<>();
    for (Logged<Event> logged : batch) {
      byKey.put(
          History.Key.of(new Recorded(logged.value(), logged.recordedAt())), new ArrayList<>());
    }
    List<History.Key> keys = List.copyOf(byKey.keySet());
    try (var query =
        connection.prepareStatement(
            """
            SELECT n.at, e.place, e.digest, e.recorded_at, e.stands
            FROM unnest(?, ?) WITH ORDINALITY AS n (origin, event_id, at)
            JOIN event e ON e.origin = n.origin AND e.event_id = n.event_id
            """)) {
      query.setArray(
          1, connection.createArrayOf("text", keys.stream().map(History.Key::origin).toArray()));
      query.setArray(
          2,
          connection.createArrayOf("text", keys.stream().map(key -> key.id().value()).toArray()));
      try (var row = query.executeQuery()) {
        while (row.next()) {
          byKey
              .get(keys.get(row.getInt("at") - 1))
              .add(
                  new Content(
                      row.getLong("place"),
                      row.getString("digest"),
                      row.getTimestamp("recorded_at").toInstant(),
                      row.getBoolean("stands"),
                      null));
        }
      }
    }
    return byKey;
  }

  private List<Stored> overthrow(Connection connection, List<Long> places) throws SQLException {
    if (places.isEmpty()) {
      return List.of();
    }
    List<Stored> overthrown = events.at(connection, places);
    try (var update =
        connection.prepareStatement("UPDATE event SET stands = false WHERE place = ANY(?)")) {
      update.setArray(1, connection.createArrayOf("int8", places.toArray()));
      update.executeUpdate();
    }
    return overthrown;
  }

  private static void write(CopyIn rows, Stored stored, boolean stands) throws SQLException {
    Event event = stored.recorded().event();
    rows.number(stored.place())
        .text(event.header().origin().toString())
        .text(event.header().id().value())
        .text(event.header().digest())
        .instant(stored.recorded().recordedAt())
        .text(event.type().wireName())
        .text(event.header().subject().toString())
        .truth(stands)
        .text(
            new String(EventCodec.toCloudEvent(event).getData().toBytes(), StandardCharsets.UTF_8))
        .end();
  }
}
