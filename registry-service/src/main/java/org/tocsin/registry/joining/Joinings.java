package org.tocsin.registry.joining;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Incoming;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.history.Stored;

/** The desk's decisions on what belongs together, in the database, found from either side. */
@ApplicationScoped
public class Joinings {

  private static final String LINKS = "case_link";
  private static final String MERGES = "defender_merge";

  private final EventStore events;

  Joinings(EventStore events) {
    this.events = events;
  }

  /**
   * Keeps the decisions in step with the events, in the same transaction.
   *
   * @return the cases that decisions of the change link or part
   */
  public Set<UUID> apply(Connection connection, Incoming.Change change) throws SQLException {
    Set<UUID> touched = new HashSet<>();
    Set<UUID> linked = new HashSet<>();
    for (List<Stored> some : List.of(change.fresh(), change.overthrown())) {
      for (Stored stored : some) {
        Joining.ofDefenders(stored.recorded()).ifPresent(merge -> touched.add(merge.caseId()));
        Joining.ofCases(stored.recorded())
            .ifPresent(
                link -> {
                  touched.add(link.caseId());
                  linked.add(link.one());
                  linked.add(link.other());
                });
      }
    }
    for (UUID caseId : touched) {
      List<Recorded> now =
          History.of(events.standing(connection, caseId.toString()))
              .standing()
              .map(Entry::current)
              .toList();
      write(connection, LINKS, caseId, Joining.in(now, Joining::ofCases));
      write(connection, MERGES, caseId, Joining.in(now, Joining::ofDefenders));
    }
    return linked;
  }

  /** All decisions on links that have to do with these cases, also through a third. */
  public List<Joining> links(Connection connection, Collection<UUID> cases) throws SQLException {
    return reach(connection, LINKS, cases);
  }

  /** All decisions on merges that have to do with these defenders, also through a third. */
  public List<Joining> merges(Connection connection, Collection<UUID> defenders)
      throws SQLException {
    return reach(connection, MERGES, defenders);
  }

  /** All ids that the desk has merged with this one, and the id itself. */
  public Set<UUID> mergedWith(Connection connection, UUID defender) throws SQLException {
    return Joined.of(merges(connection, Set.of(defender))).with(defender);
  }

  /** Which cases were linked at a moment, as it was known then. */
  public Joined linkedAt(Connection connection, Instant moment) throws SQLException {
    return Joined.knownAt(all(connection, LINKS), moment);
  }

  /** Which ids were one defender at a moment, as it was known then. */
  public Joined mergedAt(Connection connection, Instant moment) throws SQLException {
    return Joined.knownAt(all(connection, MERGES), moment);
  }

  private static List<Joining> all(Connection connection, String table) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM " + table)) {
      return read(query);
    }
  }

  private static List<Joining> reach(Connection connection, String table, Collection<UUID> ids)
      throws SQLException {
    Set<UUID> reached = new HashSet<>(ids);
    List<Joining> decisions = List.of();
    for (int before = -1; before < reached.size(); ) {
      before = reached.size();
      decisions = touching(connection, table, reached);
      for (Joining decision : decisions) {
        reached.add(decision.one());
        reached.add(decision.other());
      }
    }
    return decisions;
  }

  private static List<Joining> touching(Connection connection, String table, Set<UUID> ids)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM " + table + " WHERE one = ANY (?) OR other = ANY (?)")) {
      var array = connection.createArrayOf("uuid", ids.toArray());
      query.setArray(1, array);
      query.setArray(2, array);
      return read(query);
    }
  }

  private static List<Joining> read(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      var found = new ArrayList<Joining>();
      while (row.next()) {
        found.add(
            new Joining(
                row.getObject("one", UUID.class),
                row.getObject("other", UUID.class),
                row.getBoolean("joined"),
                new OccurredAt(
                    row.getString("occurred_at"),
                    Precision.valueOf(row.getString("precision").toUpperCase(Locale.ROOT))),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("case_id", UUID.class),
                row.getString("event_id"),
                row.getString("decided_by")));
      }
      return found;
    }
  }

  private static void write(
      Connection connection, String table, UUID caseId, List<Joining> decisions)
      throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE case_id = ?")) {
      delete.setObject(1, caseId);
      delete.executeUpdate();
    }
    if (decisions.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Joining decision : decisions) {
        insert.setObject(1, decision.caseId());
        insert.setString(2, decision.eventId());
        insert.setObject(3, decision.one());
        insert.setObject(4, decision.other());
        insert.setBoolean(5, decision.joined());
        insert.setString(6, decision.occurredAt().value());
        insert.setString(7, decision.occurredAt().precision().code());
        insert.setTimestamp(8, Timestamp.from(decision.recordedAt()));
        insert.setString(9, decision.by());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
