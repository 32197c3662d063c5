package org.tocsin.registry.history;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
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

  /** Which of several contents stands, in the database. */
  private static final String ONE_STANDS = "event_content";

  /** PostgreSQL's serialization_failure: the same will work when it is tried again. */
  private static final String TRY_AGAIN = "40001";

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

  /**
   * Adds the events of a batch.
   *
   * @throws SQLException that asks to try again, where another content under one of the ids has
   *     come in through another partition meanwhile
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
    List<Stored> overthrown = overthrow(connection, byKey.values());
    try {
      return new Change(write(connection, byKey.values()), overthrown);
    } catch (PSQLException failed) {
      throw isOfAnother(failed)
          ? new SQLException("Another came first", TRY_AGAIN, failed)
          : failed;
    }
  }

  private static boolean isOfAnother(PSQLException failed) {
    return failed.getServerErrorMessage() != null
        && ONE_STANDS.equals(failed.getServerErrorMessage().getConstraint());
  }

  /** Writes what is fresh; returns what of it stands, by place. */
  private static List<Stored> write(Connection connection, Collection<List<Content>> all)
      throws SQLException {
    var standing = new ArrayList<Stored>();
    try (var rows = new CopyIn(connection, "event")) {
      for (List<Content> contents : all) {
        Content first = Collections.min(contents);
        for (Content content : contents) {
          if (content.fresh != null) {
            write(rows, content.fresh, content == first);
            if (content == first) {
              standing.add(content.fresh);
            }
          }
        }
      }
      rows.finish();
    }
    standing.sort(Comparator.comparing(Stored::place));
    return List.copyOf(standing);
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

  /** Has those stand no more before which another has come. */
  private List<Stored> overthrow(Connection connection, Collection<List<Content>> all)
      throws SQLException {
    List<Long> places =
        all.stream()
            .flatMap(
                contents ->
                    contents.stream()
                        .filter(content -> content.stood && content != Collections.min(contents)))
            .map(Content::place)
            .toList();
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
        .json(EventCodec.toJson(event))
        .end();
  }
}
