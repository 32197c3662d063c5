package org.tocsin.registry.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.tocsin.registry.table.Moments;

/** The facts that came to be known between two moments, or ceased to be. */
final class Movements {

  /** With more of them it is quicker to count all facts of a State. */
  private static final int MOST = 1_000;

  private static final String SQL =
      """
      SELECT kind, state, code, case_id, defender, known_from <= ? AS before, known_to > ? AS after FROM fact
      WHERE known_from > ? AND known_from <= ?
      UNION ALL
      SELECT kind, state, code, case_id, defender, known_from <= ?, known_to > ? FROM fact
      WHERE known_to > ? AND known_to <= ? AND known_from <= ? AND known_to < 'infinity'
      LIMIT ?
      """;

  private record Movement(
      String kind,
      String state,
      String code,
      UUID caseId,
      UUID defender,
      boolean before,
      boolean after) {

    private boolean isAct(String of) {
      return kind.equals("act") && of.equals(state);
    }
  }

  private final List<Movement> all;

  private Movements(List<Movement> all) {
    this.all = all;
  }

  /** What moved after the one moment and until the other; empty if that is much. */
  static Optional<Movements> between(Connection connection, Instant one, Instant other)
      throws SQLException {
    OffsetDateTime from = Moments.of(one);
    OffsetDateTime to = Moments.of(other);
    try (var query = connection.prepareStatement(SQL)) {
      int next = 1;
      for (OffsetDateTime moment : List.of(from, to, from, to, from, to, from, to, from)) {
        query.setObject(next++, moment);
      }
      query.setInt(next, MOST + 1);
      var all = new ArrayList<Movement>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          all.add(
              new Movement(
                  row.getString("kind"),
                  row.getString("state"),
                  row.getString("code"),
                  row.getObject("case_id", UUID.class),
                  row.getObject("defender", UUID.class),
                  row.getBoolean("before"),
                  row.getBoolean("after")));
        }
      }
      return all.size() > MOST ? Optional.empty() : Optional.of(new Movements(all));
    }
  }

  /** Reports of acts of a State, by type: those that were known before. */
  Map<String, Integer> reportsBefore(String state) {
    return reports(state, Movement::before);
  }

  /** Those that are known after. */
  Map<String, Integer> reportsAfter(String state) {
    return reports(state, Movement::after);
  }

  /**
   * The cases whose being open may have changed: those with acts of the State, and all others
   * closed or opened.
   */
  Set<UUID> cases(String state) {
    var cases = new HashSet<UUID>();
    for (Movement one : all) {
      if (one.caseId != null && (one.isAct(state) || one.kind.equals("closing"))) {
        cases.add(one.caseId);
      }
    }
    return cases;
  }

  /** The defenders of whom anything was told. */
  Set<UUID> defenders() {
    var defenders = new HashSet<UUID>();
    for (Movement one : all) {
      if (one.defender != null) {
        defenders.add(one.defender);
      }
    }
    return defenders;
  }

  private Map<String, Integer> reports(String state, Predicate<Movement> when) {
    var reports = new TreeMap<String, Integer>();
    all.stream()
        .filter(one -> one.isAct(state) && when.test(one))
        .forEach(one -> reports.merge(one.code, 1, Integer::sum));
    return reports;
  }
}
