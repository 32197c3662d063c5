package org.tocsin.registry.history;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tocsin.events.Event;
import org.tocsin.events.EventType;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.codec.UnreadableEventException;

/** Every event of the log, in the database; what is computed elsewhere is computed from here. */
@ApplicationScoped
public class EventStore {

  /** Locks are taken on this many buckets of keys, so that a large batch does not exhaust them. */
  private static final int LOCK_BUCKETS = 1024;

  /** Of several contents under one id the least of these stands. */
  public static final Comparator<Recorded> FIRST =
      Comparator.comparing(Recorded::recordedAt)
          .thenComparing(recorded -> recorded.event().header().digest());

  private static final String COLUMNS =
      "SELECT origin, event_id, digest, recorded_at, type, subject, data FROM event ";

  /**
   * Adds an event; a repeat with the same content changes nothing. Of several contents with one id
   * the least (recordedAt, digest) stands, in whatever order they come (DOMAIN.md, section 6, rule
   * 4). Call {@link #lock} first: contents with one id can stand in different partitions.
   *
   * @return the subjects whose events have changed
   */
  public Set<String> add(Connection connection, Event event, Instant recordedAt)
      throws SQLException {
    CloudEvent stored = EventCodec.toCloudEvent(event);
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, true) ON CONFLICT DO NOTHING")) {
      insert.setString(1, event.header().origin().toString());
      insert.setString(2, event.header().id().value());
      insert.setString(3, event.header().digest());
      insert.setTimestamp(4, Timestamp.from(recordedAt));
      insert.setString(5, event.type().wireName());
      insert.setString(6, event.header().subject().toString());
      insert.setString(7, new String(stored.getData().toBytes(), StandardCharsets.UTF_8));
      return insert.executeUpdate() == 0 ? Set.of() : chooseOne(connection, event);
    }
  }

  /** Has other writers of these keys wait until this transaction has ended. */
  public void lock(Connection connection, Collection<String> keys) throws SQLException {
    var buckets = new TreeSet<Integer>();
    keys.forEach(key -> buckets.add(Math.floorMod(key.hashCode(), LOCK_BUCKETS)));
    try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      for (int bucket : buckets) {
        lock.setLong(1, bucket);
        lock.execute();
      }
    }
  }

  /** The events of one subject that stand, in no order. */
  public List<Recorded> standing(Connection connection, String subject) throws SQLException {
    try (var query = connection.prepareStatement(COLUMNS + "WHERE stands AND subject = ?")) {
      query.setString(1, subject);
      return read(query.executeQuery());
    }
  }

  /** The events of these types and subjects that stand, in no order. */
  public List<Recorded> standing(
      Connection connection, Collection<String> subjects, Set<EventType> types)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            COLUMNS + "WHERE stands AND subject = ANY (?) AND type = ANY (?)")) {
      query.setArray(1, connection.createArrayOf("text", subjects.toArray()));
      query.setArray(
          2, connection.createArrayOf("text", types.stream().map(EventType::wireName).toArray()));
      return read(query.executeQuery());
    }
  }

  /** Contents of one subject that came under an id that another content has, in no order. */
  public List<Recorded> conflicting(Connection connection, String subject) throws SQLException {
    try (var query = connection.prepareStatement(COLUMNS + "WHERE NOT stands AND subject = ?")) {
      query.setString(1, subject);
      return read(query.executeQuery());
    }
  }

  /** All contents that came from one origin under one id, in no order; none if it is unknown. */
  public List<Recorded> withId(Connection connection, String origin, String eventId)
      throws SQLException {
    try (var query = connection.prepareStatement(COLUMNS + "WHERE origin = ? AND event_id = ?")) {
      query.setString(1, origin);
      query.setString(2, eventId);
      return read(query.executeQuery());
    }
  }

  /**
   * What the events of a type that are about no case say now, in the total order: those taken back
   * are left out.
   */
  public List<Recorded> aboutNoCase(Connection connection, EventType type) throws SQLException {
    try (var query =
        connection.prepareStatement(COLUMNS + "WHERE stands AND subject !~ '^[0-9a-f]{8}-'")) {
      return read(query.executeQuery()).stream()
          .collect(Collectors.groupingBy(event -> event.event().header().subject()))
          .values()
          .stream()
          .flatMap(ofOneSubject -> History.of(ofOneSubject).standing())
          .map(Entry::current)
          .filter(event -> event.event().type() == type)
          .sorted()
          .toList();
    }
  }

  private static Set<String> chooseOne(Connection connection, Event event) throws SQLException {
    var subjects = new TreeSet<String>();
    try (var update =
        connection.prepareStatement(
            """
            UPDATE event SET stands = (recorded_at, digest) =
              (SELECT recorded_at, digest FROM event o WHERE o.origin = event.origin AND o.event_id = event.event_id
               ORDER BY recorded_at, digest LIMIT 1)
            WHERE origin = ? AND event_id = ? RETURNING subject
            """)) {
      update.setString(1, event.header().origin().toString());
      update.setString(2, event.header().id().value());
      try (var row = update.executeQuery()) {
        while (row.next()) {
          subjects.add(row.getString(1));
        }
      }
    }
    return subjects;
  }

  private static List<Recorded> read(ResultSet rows) throws SQLException {
    try (rows) {
      var events = new ArrayList<Recorded>();
      while (rows.next()) {
        events.add(new Recorded(event(rows), rows.getTimestamp("recorded_at").toInstant()));
      }
      return events;
    }
  }

  private static Event event(ResultSet row) throws SQLException {
    CloudEvent stored =
        CloudEventBuilder.v1()
            .withId(row.getString("event_id"))
            .withSource(URI.create(row.getString("origin")))
            .withType(row.getString("type"))
            .withSubject(row.getString("subject"))
            .withExtension(EventCodec.DIGEST, row.getString("digest"))
            .withData("application/json", row.getString("data").getBytes(StandardCharsets.UTF_8))
            .build();
    try {
      return EventCodec.fromCloudEvent(stored);
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("what is stored was readable when it was stored", e);
    }
  }
}
