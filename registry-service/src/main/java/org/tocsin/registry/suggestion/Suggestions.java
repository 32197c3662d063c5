package org.tocsin.registry.suggestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.registry.casefile.CaseTables;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.sealing.SealedParts;

/** Finds what is suggested, but for what the desk has merged already. */
@ApplicationScoped
class Suggestions {

  /** Of one defender no more are opened and compared. */
  private static final int MOST_OF_ONE = 50;

  private static final String MERGED =
      "SELECT DISTINCT subject FROM event WHERE type IN ('org.tocsin.defenders-merged.v1', 'org.tocsin.defenders-unmerged.v1')";

  private static final String OPEN =
      """
      SELECT s.one, s.other, s.score, s.reasons FROM suggestion s
      LEFT JOIN unnest(?::uuid[], ?::int[]) AS m(defender, same) ON m.defender = s.one
      LEFT JOIN unnest(?::uuid[], ?::int[]) AS n(defender, same) ON n.defender = s.other
      WHERE (m.same IS NULL OR m.same IS DISTINCT FROM n.same)
      """;

  private final EventStore events;
  private final CaseTables cases;
  private final DescribedNames described;
  private final SealedParts sealed;

  Suggestions(EventStore events, CaseTables cases, DescribedNames described, SealedParts sealed) {
    this.events = events;
    this.cases = cases;
    this.described = described;
    this.sealed = sealed;
  }

  /** A stored suggestion. */
  record Stored(UUID one, UUID other, float score, Set<Reason> reasons) {
    UUID otherThan(UUID defender) {
      return one.equals(defender) ? other : one;
    }
  }

  /** The likeliest of at least this score, from after a place on; nothing is opened. */
  List<Stored> page(Connection connection, double least, Optional<Place> after, int limit)
      throws SQLException {
    String from = after.isEmpty() ? "" : " AND (-s.score, s.one, s.other) > (?, ?, ?)";
    try (var query =
        connection.prepareStatement(
            OPEN + " AND s.score >= ?" + from + " ORDER BY s.score DESC, s.one, s.other LIMIT ?")) {
      int next = withoutMerged(connection, query);
      query.setFloat(next++, (float) least);
      if (after.isPresent()) {
        query.setFloat(next++, -after.get().score());
        query.setObject(next++, after.get().one());
        query.setObject(next++, after.get().other());
      }
      query.setInt(next, limit);
      return read(query.executeQuery());
    }
  }

  /**
   * What is suggested for one defender, compared name by name for a reader who may; the reading is
   * audited for each defender that is opened.
   */
  List<SuggestionView> compare(Connection connection, UUID defender, String reader)
      throws SQLException {
    List<Stored> stored;
    try (var query =
        connection.prepareStatement(
            OPEN
                + " AND (s.one = ? OR s.other = ?) ORDER BY s.score DESC, s.one, s.other LIMIT ?")) {
      int next = withoutMerged(connection, query);
      query.setObject(next++, defender);
      query.setObject(next++, defender);
      query.setInt(next, MOST_OF_ONE);
      stored = read(query.executeQuery());
    }
    if (stored.isEmpty()) {
      return List.of();
    }
    DescribedNames.Described own = open(connection, defender, reader);
    var views = new ArrayList<SuggestionView>();
    for (Stored suggestion : stored) {
      UUID other = suggestion.otherThan(defender);
      Optional<Evidence> evidence =
          Comparison.of(
              own,
              open(connection, other, reader),
              inCommon(connection, suggestion),
              suggestion.reasons().contains(Reason.COMMON_NAME));
      evidence.ifPresent(
          e -> views.add(SuggestionView.of(defender, other, e.score(), e.reasons())));
    }
    views.sort((one, other) -> Double.compare(other.score(), one.score()));
    return views;
  }

  /** Which of a source and an incident reports of both have in common. */
  Set<Reason> inCommon(Connection connection, Stored suggestion) throws SQLException {
    Set<String> common = quoted(connection, suggestion.one());
    common.retainAll(quoted(connection, suggestion.other()));
    var reasons = EnumSet.noneOf(Reason.class);
    for (String each : common) {
      reasons.add(each.startsWith("source|") ? Reason.SAME_SOURCE : Reason.SAME_INCIDENT);
    }
    return reasons;
  }

  private Set<String> quoted(Connection connection, UUID defender) throws SQLException {
    var quoted = new HashSet<String>();
    for (CaseTables.Summary of : cases.casesOfDefenders(connection, Set.of(defender))) {
      History.of(events.standing(connection, of.caseId().toString()))
          .standing()
          .map(entry -> entry.now().header())
          .filter(header -> header.defender().filter(d -> d.value().equals(defender)).isPresent())
          .forEach(
              header -> {
                header.source().flatMap(s -> s.id()).ifPresent(id -> quoted.add("source|" + id));
                header.incident().ifPresent(id -> quoted.add("incident|" + id));
              });
    }
    return quoted;
  }

  private DescribedNames.Described open(Connection connection, UUID defender, String reader)
      throws SQLException {
    return described
        .find(
            connection,
            Set.of(defender),
            closed -> sealed.open(connection, closed, reader, "defender/" + defender))
        .getOrDefault(defender, new DescribedNames.Described(List.of(), null, null));
  }

  private int withoutMerged(Connection connection, PreparedStatement query) throws SQLException {
    Map<UUID, Integer> groups = merged(connection).groups();
    List<UUID> ids = List.copyOf(groups.keySet());
    for (int at : new int[] {1, 3}) {
      query.setArray(at, connection.createArrayOf("uuid", ids.toArray()));
      query.setArray(
          at + 1, connection.createArrayOf("int4", ids.stream().map(groups::get).toArray()));
    }
    return 5;
  }

  private MergedDefenders merged(Connection connection) throws SQLException {
    var subjects = new TreeSet<String>();
    try (var query = connection.prepareStatement(MERGED);
        var row = query.executeQuery()) {
      while (row.next()) {
        subjects.add(row.getString(1));
      }
    }
    var decisions = new ArrayList<Recorded>();
    for (String subject : subjects) {
      History.of(events.standing(connection, subject))
          .standing()
          .map(Entry::current)
          .forEach(decisions::add);
    }
    return MergedDefenders.of(decisions);
  }

  private static List<Stored> read(ResultSet rows) throws SQLException {
    try (rows) {
      var found = new ArrayList<Stored>();
      while (rows.next()) {
        var reasons = EnumSet.noneOf(Reason.class);
        Arrays.stream((String[]) rows.getArray("reasons").getArray())
            .map(Reason::of)
            .forEach(reasons::add);
        found.add(
            new Stored(
                rows.getObject("one", UUID.class),
                rows.getObject("other", UUID.class),
                rows.getFloat("score"),
                reasons));
      }
      return found;
    }
  }
}
