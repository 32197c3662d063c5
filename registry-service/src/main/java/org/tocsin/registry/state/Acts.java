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
 * Counts the acts of States from the facts. Reports that can be one act with no other are counted
 * by the database; the few others are brought together here.
 */
@ApplicationScoped
class Acts {

  private static final String SINGLE =
      "SELECT state, code, count(*) FROM fact WHERE kind = 'act' AND NOT shared AND state %s AND"
          + Horizon.CONDITION
          + "GROUP BY state, code";

  /** Reports that agree in everything that matters here are read once. */
  private static final String SHARED =
      "SELECT DISTINCT state, code, case_id, detail, occurred, source, keys, CASE WHEN keys IS NULL THEN place END"
          + " FROM fact WHERE kind = 'act' AND shared AND state %s AND"
          + Horizon.CONDITION;

  /** The acts of one State. */
  ActFigures ofState(Connection connection, String state, Horizon horizon, Joined cases)
      throws SQLException {
    return byState(connection, Optional.of(state), horizon, cases)
        .getOrDefault(state, ActFigures.NONE);
  }

  /** The acts of every State of which any is reported. */
  Map<String, ActFigures> byState(Connection connection, Horizon horizon, Joined cases)
      throws SQLException {
    return byState(connection, Optional.empty(), horizon, cases);
  }

  private static Map<String, ActFigures> byState(
      Connection connection, Optional<String> state, Horizon horizon, Joined cases)
      throws SQLException {
    var counting = new TreeMap<String, ActFigures.Counting>();
    try (var query = prepare(connection, SINGLE, state, horizon);
        var row = query.executeQuery()) {
      while (row.next()) {
        of(counting, row.getString(1)).add(row.getString(2), row.getInt(3));
      }
    }
    try (var query = prepare(connection, SHARED, state, horizon);
        var row = query.executeQuery()) {
      while (row.next()) {
        of(counting, row.getString(1)).add(Reports.report(row));
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
