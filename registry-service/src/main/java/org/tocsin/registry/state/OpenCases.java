package org.tocsin.registry.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.registry.horizon.Horizon;

/** Counts cases with an act of a State that nobody has closed: a person closes a case. */
@ApplicationScoped
class OpenCases {

  /** Of a case's closings and reopenings, which the desk dates to the instant, the last stands. */
  private static final String SQL =
      """
      SELECT of_state.state, count(*)
      FROM (SELECT DISTINCT state, case_id FROM fact WHERE kind = 'act' AND state %s AND %s) AS of_state
      WHERE coalesce(
        (SELECT code FROM fact AS closing WHERE closing.case_id = of_state.case_id AND kind = 'closing' AND %s
         ORDER BY happened_by DESC, recorded_at DESC, place DESC LIMIT 1), 'reopened') = 'reopened'
      GROUP BY of_state.state
      """;

  int ofState(Connection connection, String state, Horizon horizon) throws SQLException {
    return count(connection, Optional.of(state), Optional.empty(), horizon).getOrDefault(state, 0);
  }

  /** The same, of these cases alone. */
  int among(Connection connection, String state, Set<UUID> cases, Horizon horizon)
      throws SQLException {
    return count(connection, Optional.of(state), Optional.of(cases), horizon)
        .getOrDefault(state, 0);
  }

  Map<String, Integer> byState(Connection connection, Horizon horizon) throws SQLException {
    return count(connection, Optional.empty(), Optional.empty(), horizon);
  }

  private static Map<String, Integer> count(
      Connection connection, Optional<String> state, Optional<Set<UUID>> cases, Horizon horizon)
      throws SQLException {
    String sql =
        SQL.formatted(
            state.isPresent() ? "= ?" : "IS NOT NULL",
            Horizon.CONDITION + (cases.isPresent() ? " AND case_id = ANY(?)" : ""),
            Horizon.CONDITION);
    try (var query = connection.prepareStatement(sql)) {
      int next = 1;
      if (state.isPresent()) {
        query.setString(next++, state.get());
      }
      next = horizon.set(query, next);
      if (cases.isPresent()) {
        query.setArray(next++, connection.createArrayOf("uuid", cases.get().toArray()));
      }
      horizon.set(query, next);
      try (var row = query.executeQuery()) {
        var counts = new TreeMap<String, Integer>();
        while (row.next()) {
          counts.put(row.getString(1), row.getInt(2));
        }
        return counts;
      }
    }
  }
}
