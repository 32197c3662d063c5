package org.tocsin.registry.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.act.Together;
import org.tocsin.registry.horizon.Horizon;

/** What the desk has brought together, as it was known: linked cases and merged defenders. */
@ApplicationScoped
public class Brought {

  /** The desk dates its decisions to the instant; of those of one moment the later in the log. */
  private static final String ORDER = " ORDER BY happened_by, recorded_at, place";

  /** Cases that are linked. */
  public Together cases(Connection connection, Horizon horizon) throws SQLException {
    return of(
        connection,
        "SELECT code, case_id::text || ' ' || detail FROM fact WHERE kind = 'link' AND",
        horizon);
  }

  /** Defenders that are one. */
  public Together defenders(Connection connection, Horizon horizon) throws SQLException {
    return of(connection, "SELECT code, detail FROM fact WHERE kind = 'merge' AND", horizon);
  }

  private static Together of(Connection connection, String select, Horizon horizon)
      throws SQLException {
    try (var query = connection.prepareStatement(select + Horizon.CONDITION + ORDER)) {
      horizon.set(query, 1);
      try (var row = query.executeQuery()) {
        Set<Together.Pair> together = new HashSet<>();
        while (row.next()) {
          String[] ids = row.getString(2).split(" ");
          var pair = new Together.Pair(UUID.fromString(ids[0]), UUID.fromString(ids[1]));
          if (row.getString(1).startsWith("un")) {
            together.remove(pair);
          } else {
            together.add(pair);
          }
        }
        return together.isEmpty() ? Together.NONE : Together.of(together);
      }
    }
  }
}
