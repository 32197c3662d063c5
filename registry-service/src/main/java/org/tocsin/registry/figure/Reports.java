package org.tocsin.registry.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.table.Moments;

/** Finds, over all cases, which reports belong together, and which cases are a defender's. */
@ApplicationScoped
public class Reports {

  private static final String SELECT =
      "SELECT state, code, case_id, detail, occurred, source, keys FROM fact WHERE kind = 'act' AND ";

  private static final String WITH_KEYS =
      SELECT + "place IN (SELECT place FROM act_key WHERE key = ANY(?)) AND" + Horizon.CONDITION;

  private static final String OF_CASES =
      SELECT + "place IN (SELECT place FROM event WHERE subject = ANY(?)) AND" + Horizon.CONDITION;

  /** All reports, of any case, that can be one act with these, also through others. */
  public Set<ReportedAct> relatedTo(
      Connection connection, Collection<ReportedAct> acts, Horizon horizon, Joined linked)
      throws SQLException {
    Set<ReportedAct> reports = new LinkedHashSet<>(acts);
    for (int before = -1; before < reports.size(); ) {
      before = reports.size();
      Set<UUID> keys = new HashSet<>();
      Set<String> cases = new TreeSet<>();
      for (ReportedAct report : reports) {
        keys.addAll(report.keys());
        if (linked.isJoined(report.caseId())) {
          linked.with(report.caseId()).forEach(id -> cases.add(id.toString()));
        }
      }
      if (!keys.isEmpty()) {
        reports.addAll(
            read(connection, WITH_KEYS, connection.createArrayOf("uuid", keys.toArray()), horizon));
      }
      if (!cases.isEmpty()) {
        reports.addAll(
            read(connection, OF_CASES, connection.createArrayOf("text", cases.toArray()), horizon));
      }
    }
    return reports;
  }

  /** The cases in which any of these defenders was ever named, in order. */
  public List<UUID> casesOf(Connection connection, Set<UUID> defenders, Horizon horizon)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT DISTINCT case_id FROM fact WHERE defender = ANY(?) AND case_id IS NOT NULL AND known_from <= ? ORDER BY case_id")) {
      query.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
      query.setObject(2, Moments.of(horizon.knownAt()));
      return cases(query);
    }
  }

  /** The cases with an act that counts for a State, in order. */
  public List<UUID> casesOfState(Connection connection, String state, Horizon horizon)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT DISTINCT case_id FROM fact WHERE kind = 'act' AND state = ? AND"
                + Horizon.CONDITION
                + "ORDER BY case_id")) {
      query.setString(1, state);
      horizon.set(query, 2);
      return cases(query);
    }
  }

  private static List<UUID> cases(PreparedStatement query) throws SQLException {
    try (var row = query.executeQuery()) {
      var cases = new ArrayList<UUID>();
      while (row.next()) {
        cases.add(row.getObject(1, UUID.class));
      }
      return cases;
    }
  }

  private static List<ReportedAct> read(
      Connection connection, String sql, Array ids, Horizon horizon) throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      query.setArray(1, ids);
      horizon.set(query, 2);
      try (var row = query.executeQuery()) {
        var reports = new ArrayList<ReportedAct>();
        while (row.next()) {
          reports.add(report(row));
        }
        return reports;
      }
    }
  }

  /**
   * The report in a row of state, code, case_id, detail, occurred, source and keys, in this order.
   */
  public static ReportedAct report(ResultSet row) throws SQLException {
    Array keys = row.getArray(7);
    return new ReportedAct(
        row.getObject(3, UUID.class),
        row.getString(2),
        row.getString(1),
        Fact.RESPONSIBLE.equals(row.getString(4)),
        row.getString(5),
        row.getString(6),
        keys == null ? Set.of() : Set.of((UUID[]) keys.getArray()));
  }
}
