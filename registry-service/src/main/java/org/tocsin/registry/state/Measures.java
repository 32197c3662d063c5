package org.tocsin.registry.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.tocsin.registry.horizon.Horizon;

/**
 * What a State did towards accountability, each track on its own (DOMAIN.md, section 6, rule 1).
 */
@ApplicationScoped
class Measures {

  private static final String SQL =
      "SELECT code, detail, count(DISTINCT case_id) FROM fact WHERE kind = 'measure' AND state = ? AND"
          + Horizon.CONDITION
          + "GROUP BY code, detail";

  /** In how many cases which step was taken, by track. */
  Map<String, Map<String, Integer>> ofState(Connection connection, String state, Horizon horizon)
      throws SQLException {
    try (var query = connection.prepareStatement(SQL)) {
      query.setString(1, state);
      horizon.set(query, 2);
      try (var row = query.executeQuery()) {
        var byTrack = new TreeMap<String, Map<String, Integer>>();
        while (row.next()) {
          byTrack
              .computeIfAbsent(row.getString(1), none -> new TreeMap<>())
              .put(row.getString(2), row.getInt(3));
        }
        return byTrack;
      }
    }
  }
}
