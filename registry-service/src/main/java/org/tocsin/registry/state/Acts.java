package org.tocsin.registry.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;

/**
 * Counts the acts of States from the facts. All reports are counted by the database; the few of
 * them that can be one act with another are brought together here.
 */
@ApplicationScoped
class Acts {

  private static final String REPORTS =
      "SELECT state, code, count(*) FROM fact WHERE kind = 'act' AND state %s AND"
          + Horizon.CONDITION
          + "GROUP BY state, code";

  /** Reports that agree in everything that matters here are read once. */
  private static final String SHARED =
      "SELECT state, code, case_id, detail, occurred, source, keys, CASE WHEN keys IS NULL THEN place END, count(*) AS reports"
          + " FROM fact WHERE kind = 'act' AND shared AND state %s AND"
          + Horizon.CONDITION
          + "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8";

  /** How many reports of acts of one State there are, by act type. */
  Map<String, Integer> reports(Connection connection, String state, Horizon horizon)
      throws SQLException {
    return reports(connection, Optional.of(state), horizon).getOrDefault(state, Map.of());
  }

  /**
   * The acts of one State.
   *
   * @param reports what {@link #reports} gives for this horizon
   */
  ActFigures ofState(
      Connection connection,
      String state,
      Horizon horizon,
      Joined cases,
      Map<String, Integer> reports)
      throws SQLException {
    return together(connection, Optional.of(state), horizon, cases, Map.of(state, reports))
        .getOrDefault(state, ActFigures.NONE);
  }

  /** The acts of every State of which any is reported. */
  Map<String, ActFigures> byState(Connection connection, Horizon horizon, Joined cases)
      throws SQLException {
    return together(
        connection,
        Optional.empty(),
        horizon,
        cases,
        reports(connection, Optional.empty(), horizon));
  }

  private static Map<String, Map<String, Integer>> reports(
      Connection connection, Optional<String> state, Horizon horizon) throws SQLException {
    var reports = new TreeMap<String, Map<String, Integer>>();
    try (var query = prepare(connection, REPORTS, state, horizon);
        var row = query.executeQuery()) {
      while (row.next()) {
        reports
            .computeIfAbsent(row.getString(1), none -> new TreeMap<>())
            .put(row.getString(2), row.getInt(3));
      }
    }
    return reports;
  }

  private static Map<String, ActFigures> together(
      Connection connection,
      Optional<String> state,
      Horizon horizon,
      Joined cases,
      Map<String, Map<String, Integer>> reports)
      throws SQLException {
    var counting = new TreeMap<String, ActFigures.Counting>();
    reports.forEach(
        (of, byType) -> byType.forEach((type, count) -> of(counting, of).add(type, count)));
    try (var query = prepare(connection, SHARED, state, horizon);
        var row = query.executeQuery()) {
      while (row.next()) {
        of(counting, row.getString(1)).add(Reports.report(row), row.getInt("reports"));
      }
    }
    var figures = new TreeMap<String, ActFigures>();
    counting.forEach((of, counted) -> figures.put(of, counted.figures(cases)));
    return figures;
  }

  private static ActFigures.Counting of(Map<String, ActFigures.Counting> byState, String state) {
    return byState.computeIfAbsent(state, none -> new ActFigures.Counting());
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, Optional<String> state, Horizon horizon)
      throws SQLException {
    var query =
        connection.prepareStatement(sql.formatted(state.isPresent() ? "= ?" : "IS NOT NULL"));
    int next = 1;
    if (state.isPresent()) {
      query.setString(next++, state.get());
    }
    horizon.set(query, next);
    return query;
  }
}
