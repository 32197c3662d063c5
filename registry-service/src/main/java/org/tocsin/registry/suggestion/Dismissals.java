package org.tocsin.registry.suggestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.events.Event;
import org.tocsin.events.EventType;
import org.tocsin.events.MergeSuggestionDismissed;
import org.tocsin.events.Origin;
import org.tocsin.events.Subject;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Incoming;

/**
 * The desk's decisions that two defenders are not one. One holds as long as both have the names of
 * then: it carries a keyed hash of them, so that it does not depend on the order in which names and
 * decisions come, nor on when the tables were built.
 */
@ApplicationScoped
public class Dismissals {

  /** Of these types are the decisions, and what takes one back. */
  private static final Set<EventType> TYPES =
      Set.of(EventType.MERGE_SUGGESTION_DISMISSED, EventType.EVENT_RETRACTED);

  private final EventStore events;

  Dismissals(EventStore events) {
    this.events = events;
  }

  /** Whether it is suggested that two defenders are one. */
  public enum Suggested {
    NOT,
    YES,
    /** It would be, but the desk has found that they are two. */
    DISMISSED
  }

  /** Keeps the decisions in step with the events, in the same transaction. */
  public void apply(Connection connection, Incoming.Change change) throws SQLException {
    var subjects = new TreeSet<String>();
    Stream.of(change.fresh(), change.overthrown())
        .flatMap(Collection::stream)
        .map(stored -> stored.recorded().event())
        .filter(event -> isDesks(event) && TYPES.contains(event.type()))
        .forEach(event -> subjects.add(event.header().subject().toString()));
    for (String subject : subjects) {
      rewrite(
          connection,
          subject,
          History.of(events.standing(connection, List.of(subject), TYPES))
              .standing()
              .filter(entry -> isDesks(entry.now()))
              .filter(entry -> entry.now().body() instanceof MergeSuggestionDismissed)
              .toList());
    }
  }

  /** What an event says of the names that two defenders have now: 64 hexadecimal digits. */
  public String names(Connection connection, UUID one, UUID other) throws SQLException {
    return ofPair(connection, "SELECT names_of_pair(?, ?)", one, other);
  }

  /** Whether it is suggested now that these two are one; merges are not looked at. */
  public Suggested of(Connection connection, UUID one, UUID other) throws SQLException {
    String found =
        ofPair(
            connection,
            """
            SELECT (SELECT CASE WHEN d.event_id IS NULL THEN 'YES' ELSE 'DISMISSED' END
              FROM suggestion s LEFT JOIN dismissed d USING (one, other) WHERE s.one = ? AND s.other = ?)
            """,
            one,
            other);
    return found == null ? Suggested.NOT : Suggested.valueOf(found);
  }

  private static boolean isDesks(Event event) {
    return event.header().origin() instanceof Origin.Desk
        && event.header().subject() instanceof Subject.OfCase;
  }

  private static String ofPair(Connection connection, String question, UUID one, UUID other)
      throws SQLException {
    try (var query = connection.prepareStatement(question)) {
      Pair pair = Pair.of(one, other);
      query.setObject(1, pair.one());
      query.setObject(2, pair.other());
      try (var row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static void rewrite(Connection connection, String subject, List<Entry> standing)
      throws SQLException {
    UUID caseId = UUID.fromString(subject);
    try (var delete = connection.prepareStatement("DELETE FROM dismissal WHERE case_id = ?")) {
      delete.setObject(1, caseId);
      delete.executeUpdate();
    }
    try (var insert =
        connection.prepareStatement("INSERT INTO dismissal VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Entry entry : standing) {
        var decision = (MergeSuggestionDismissed) entry.now().body();
        Pair pair = Pair.of(decision.defender().value(), decision.other().value());
        if (pair.one().equals(pair.other())) {
          continue;
        }
        insert.setObject(1, caseId);
        insert.setString(2, entry.reported().id().value());
        insert.setObject(3, pair.one());
        insert.setObject(4, pair.other());
        insert.setString(5, decision.names());
        insert.setTimestamp(6, Timestamp.from(entry.reported().recordedAt()));
        insert.setString(7, entry.now().header().by().orElse(null));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Two defenders in the order of the database: by their bytes, which is not Java's. */
  record Pair(UUID one, UUID other) {
    static Pair of(UUID one, UUID other) {
      return one.toString().compareTo(other.toString()) <= 0
          ? new Pair(one, other)
          : new Pair(other, one);
    }
  }
}
