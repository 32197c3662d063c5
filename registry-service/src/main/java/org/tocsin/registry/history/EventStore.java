package org.tocsin.registry.history;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tocsin.events.EventType;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.codec.UnreadableEventException;
import org.tocsin.registry.table.Moments;

/**
 * Every event of the log, in the database; what is computed elsewhere is computed from here. How
 * events come in: {@link Incoming}.
 *
 * <p>Reads are of what was known at a moment. Which of several contents under one id stands does
 * not depend on that moment: it is the one recorded first (DOMAIN.md, section 6, rule 4).
 */
@ApplicationScoped
public class EventStore {

  private static final String SELECT =
      "SELECT place, origin, event_id, digest, recorded_at, type, subject, data FROM event ";
  private static final String STANDING = SELECT + "WHERE stands AND subject = ANY(?) ";
  private static final String KNOWN = " AND recorded_at <= ?";

  /** The events of one subject that stand, as far as they were known at that moment; unordered. */
  public List<Recorded> standing(Connection connection, String subject, Instant knownAt)
      throws SQLException {
    return standing(connection, List.of(subject), knownAt);
  }

  /** The same of several subjects. */
  public List<Recorded> standing(
      Connection connection, Collection<String> subjects, Instant knownAt) throws SQLException {
    try (var query = connection.prepareStatement(STANDING + KNOWN)) {
      query.setArray(1, texts(connection, subjects));
      query.setObject(2, Moments.of(knownAt));
      return recorded(query);
    }
  }

  /** All events of one subject that stand, in no order. */
  public List<Recorded> standing(Connection connection, String subject) throws SQLException {
    return standing(connection, subject, Moments.FAR);
  }

  /**
   * Contents of one subject that came under an id that another content has, as far as they were
   * known at that moment; in no order.
   */
  public List<Recorded> conflicting(Connection connection, String subject, Instant knownAt)
      throws SQLException {
    try (var query =
        connection.prepareStatement(SELECT + "WHERE NOT stands AND subject = ?" + KNOWN)) {
      query.setString(1, subject);
      query.setObject(2, Moments.of(knownAt));
      return recorded(query);
    }
  }

  /** The events of these types and subjects that stand, in no order. */
  public List<Recorded> standing(
      Connection connection, Collection<String> subjects, Set<EventType> types)
      throws SQLException {
    try (var query = connection.prepareStatement(STANDING + "AND type = ANY (?)")) {
      query.setArray(1, texts(connection, subjects));
      query.setArray(2, texts(connection, types.stream().map(EventType::wireName).toList()));
      return recorded(query);
    }
  }

  /** All contents of one subject that came under an id that another content has, in no order. */
  public List<Recorded> conflicting(Connection connection, String subject) throws SQLException {
    return conflicting(connection, subject, Moments.FAR);
  }

  /** All contents that came from one origin under one id, in no order; none if it is unknown. */
  public List<Recorded> withId(Connection connection, String origin, String eventId)
      throws SQLException {
    try (var query = connection.prepareStatement(SELECT + "WHERE origin = ? AND event_id = ?")) {
      query.setString(1, origin);
      query.setString(2, eventId);
      return recorded(query);
    }
  }

  /**
   * What the events of a type that are about no case said at a moment, in the total order: those
   * taken back are left out.
   */
  public List<Recorded> aboutNoCase(Connection connection, EventType type, Instant knownAt)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            SELECT
                + "WHERE stands AND subject IN (SELECT subject FROM event WHERE type = ? AND subject >= 'focal-point')"
                + KNOWN)) {
      query.setString(1, type.wireName());
      query.setObject(2, Moments.of(knownAt));
      return recorded(query).stream()
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

  /** Which of these subjects have events that correct, take back or confirm others. */
  public List<String> amended(Connection connection, Collection<String> subjects)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT DISTINCT subject FROM event WHERE subject = ANY(?) AND "
                + Amending.CONDITION)) {
      query.setArray(1, texts(connection, subjects));
      try (var row = query.executeQuery()) {
        var amended = new ArrayList<String>();
        while (row.next()) {
          amended.add(row.getString(1));
        }
        return amended;
      }
    }
  }

  /** The events of these subjects that correct, take back or confirm others, and stand. */
  public List<Recorded> amendments(Connection connection, Collection<String> subjects)
      throws SQLException {
    try (var query = connection.prepareStatement(STANDING + "AND " + Amending.CONDITION)) {
      query.setArray(1, texts(connection, subjects));
      return recorded(query);
    }
  }

  /** The events with these ids that stand. */
  public List<Stored> standing(Connection connection, Collection<History.Key> keys)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            SELECT
                + "JOIN unnest(?, ?) AS wanted (wanted_origin, wanted_id) ON origin = wanted_origin AND event_id = wanted_id WHERE stands")) {
      query.setArray(1, texts(connection, keys.stream().map(History.Key::origin).toList()));
      query.setArray(2, texts(connection, keys.stream().map(key -> key.id().value()).toList()));
      return stored(query);
    }
  }

  /** The events at these places. */
  public List<Stored> at(Connection connection, Collection<Long> places) throws SQLException {
    try (var query = connection.prepareStatement(SELECT + "WHERE place = ANY(?)")) {
      query.setArray(1, connection.createArrayOf("int8", places.toArray()));
      return stored(query);
    }
  }

  private static Array texts(Connection connection, Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private static List<Recorded> recorded(PreparedStatement query) throws SQLException {
    return stored(query).stream().map(Stored::recorded).toList();
  }

  private static List<Stored> stored(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var events = new ArrayList<Stored>();
      while (rows.next()) {
        events.add(stored(rows));
      }
      return events;
    }
  }

  private static Stored stored(ResultSet row) throws SQLException {
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
      return new Stored(
          row.getLong("place"),
          new Recorded(
              EventCodec.fromCloudEvent(stored), row.getTimestamp("recorded_at").toInstant()));
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("what is stored was readable when it was stored", e);
    }
  }
}
