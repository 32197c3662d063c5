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
import java.util.UUID;
import org.tocsin.registry.disclosure.Disclosed;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joinings;
import org.tocsin.registry.table.Moments;

/** Finds what is suggested, but for what the desk has merged already. */
@ApplicationScoped
class Suggestions {

  /** Of one defender no more are opened and compared. */
  private static final int MOST_OF_ONE = 50;

  private static final String OPEN =
      """
      SELECT s.one, s.other, s.score, s.reasons, d.case_id, d.event_id, d.recorded_at, d.decided_by FROM suggestion s
      LEFT JOIN dismissed d ON d.one = s.one AND d.other = s.other
      LEFT JOIN unnest(?::uuid[], ?::uuid[]) AS m(defender, same) ON m.defender = s.one
      LEFT JOIN unnest(?::uuid[], ?::uuid[]) AS n(defender, same) ON n.defender = s.other
      WHERE (m.same IS NULL OR m.same IS DISTINCT FROM n.same)
      """;

  private static final String NOT_DISMISSED = " AND d.event_id IS NULL";
  private static final String DISMISSED = " AND d.event_id IS NOT NULL";

  private final EventStore events;
  private final Reports reports;
  private final Joinings joinings;
  private final DescribedNames described;
  private final Disclosure disclosure;

  Suggestions(
      EventStore events,
      Reports reports,
      Joinings joinings,
      DescribedNames described,
      Disclosure disclosure) {
    this.events = events;
    this.reports = reports;
    this.joinings = joinings;
    this.described = described;
    this.disclosure = disclosure;
  }

  /** A stored suggestion, and the desk's decision that put it aside, if one did. */
  record Stored(
      UUID one,
      UUID other,
      float score,
      Set<Reason> reasons,
      Optional<SuggestionView.Dismissal> dismissal) {
    UUID otherThan(UUID defender) {
      return one.equals(defender) ? other : one;
    }
  }

  /**
   * The likeliest of at least this score, from after a place on; nothing is opened.
   *
   * @param dismissed whether those that the desk has put aside are wanted, or the others
   */
  List<Stored> page(
      Connection connection, boolean dismissed, double least, Optional<Place> after, int limit)
      throws SQLException {
    String from = after.isEmpty() ? "" : " AND (-s.score, s.one, s.other) > (?, ?, ?)";
    try (var query =
        connection.prepareStatement(
            OPEN
                + (dismissed ? DISMISSED : NOT_DISMISSED)
                + " AND s.score >= ?"
                + from
                + " ORDER BY s.score DESC, s.one, s.other LIMIT ?")) {
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
   * What is suggested for one defender, compared by those names that the reader may see; each case
   * whose names are opened passes the gate.
   */
  List<SuggestionView> compare(Connection connection, UUID defender, Request reader)
      throws SQLException {
    List<Stored> stored;
    try (var query =
        connection.prepareStatement(
            OPEN
                + NOT_DISMISSED
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
    for (UUID caseId : reports.casesOf(connection, Set.of(defender), Horizon.EVERYTHING)) {
      History.of(events.standing(connection, caseId.toString()))
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

  private DescribedNames.Described open(Connection connection, UUID defender, Request reader)
      throws SQLException {
    return described
        .find(connection, Set.of(defender), closed -> opened(connection, defender, closed, reader))
        .getOrDefault(defender, new DescribedNames.Described(List.of(), null, null));
  }

  /** The events of one case as the reader may see them: none where the case is not for them. */
  private List<Recorded> opened(
      Connection connection, UUID defender, List<Recorded> closed, Request reader)
      throws SQLException {
    if (closed.isEmpty()) {
      return closed;
    }
    UUID caseId = UUID.fromString(closed.getFirst().event().header().subject().toString());
    Disclosed disclosed =
        disclosure.many(connection, reader, "defender/" + defender, Map.of(caseId, closed));
    return disclosed.cases().isEmpty() ? List.of() : disclosed.single().events();
  }

  private int withoutMerged(Connection connection, PreparedStatement query) throws SQLException {
    Joined merged = joinings.mergedAt(connection, Moments.FAR);
    List<UUID> ids = List.copyOf(merged.all());
    for (int at : new int[] {1, 3}) {
      query.setArray(at, connection.createArrayOf("uuid", ids.toArray()));
      query.setArray(
          at + 1, connection.createArrayOf("uuid", ids.stream().map(merged::setOf).toArray()));
    }
    return 5;
  }

  private static Optional<SuggestionView.Dismissal> dismissal(ResultSet row) throws SQLException {
    String eventId = row.getString("event_id");
    return eventId == null
        ? Optional.empty()
        : Optional.of(
            new SuggestionView.Dismissal(
                row.getString("decided_by"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getObject("case_id", UUID.class),
                eventId));
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
                reasons,
                dismissal(rows)));
      }
      return found;
    }
  }
}
