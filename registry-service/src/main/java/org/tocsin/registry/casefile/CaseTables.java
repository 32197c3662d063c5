package org.tocsin.registry.casefile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tocsin.events.identity.CaseId;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.joining.Joinings;

/** What is computed of each case, in the database, for questions that go over many of them. */
@ApplicationScoped
public class CaseTables {

  private final EventStore events;
  private final Joinings joinings;

  CaseTables(EventStore events, Joinings joinings) {
    this.events = events;
    this.joinings = joinings;
  }

  /** Computes a case anew from its events. */
  public void rewrite(Connection connection, CaseId caseId) throws SQLException {
    var history = History.of(events.standing(connection, caseId.toString()));
    var file = CaseFile.of(history);
    joinings.rewrite(connection, caseId.value(), history);
    writeSummary(connection, caseId.value(), file);
    writeActs(connection, caseId.value(), file.acts());
  }

  /** The reports of acts that count for a State. */
  public List<ReportedAct> actsOfState(Connection connection, String state) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM act WHERE coalesce(responsible_state, incident_state) = ?")) {
      query.setString(1, state);
      return acts(query.executeQuery());
    }
  }

  /** The reports of acts of every State. */
  public List<ReportedAct> allActs(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM act")) {
      return acts(query.executeQuery());
    }
  }

  /** All reports, of any case, that are one act with these, also through a third. */
  List<ReportedAct> allReportsOf(Connection connection, List<ReportedAct> acts)
      throws SQLException {
    List<ReportedAct> reports = acts;
    Set<String> keys = keys(acts);
    for (int before = -1; before < keys.size(); ) {
      before = keys.size();
      reports = actsWithKeys(connection, keys);
      keys = keys(reports);
    }
    return reports;
  }

  private static Set<String> keys(List<ReportedAct> acts) {
    return acts.stream().flatMap(act -> act.keys().stream()).collect(Collectors.toSet());
  }

  private static List<ReportedAct> actsWithKeys(Connection connection, Set<String> keys)
      throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM act WHERE keys && ?")) {
      query.setArray(1, connection.createArrayOf("text", keys.toArray()));
      return acts(query.executeQuery());
    }
  }

  /** A case as it counts in the figures. */
  public record Summary(UUID caseId, boolean open, Set<String> states, List<UUID> defenders) {}

  /** The cases that count for a State. */
  public List<Summary> casesOfState(Connection connection, String state) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM case_summary WHERE states @> ARRAY[?]::text[]")) {
      query.setString(1, state);
      return summaries(query.executeQuery());
    }
  }

  /** Every case. */
  public List<Summary> allCases(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM case_summary")) {
      return summaries(query.executeQuery());
    }
  }

  /** The cases of any of these defenders. */
  public List<Summary> casesOfDefenders(Connection connection, Set<UUID> defenders)
      throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT * FROM case_summary WHERE defender_ids && ?")) {
      query.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
      return summaries(query.executeQuery());
    }
  }

  private static void writeSummary(Connection connection, UUID caseId, CaseFile file)
      throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO case_summary VALUES (?, ?, ?, ?)
            ON CONFLICT (case_id) DO UPDATE SET open = excluded.open, states = excluded.states, defender_ids = excluded.defender_ids
            """)) {
      upsert.setObject(1, caseId);
      upsert.setBoolean(2, file.open());
      upsert.setArray(3, connection.createArrayOf("text", file.states().toArray()));
      upsert.setArray(4, connection.createArrayOf("uuid", file.defenders().toArray()));
      upsert.executeUpdate();
    }
  }

  private static void writeActs(Connection connection, UUID caseId, List<ReportedAct> acts)
      throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM act WHERE case_id = ?");
        var insert =
            connection.prepareStatement("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      delete.setObject(1, caseId);
      delete.executeUpdate();
      for (ReportedAct act : acts) {
        insert.setObject(1, caseId);
        insert.setString(2, act.origin());
        insert.setString(3, act.eventId());
        insert.setString(4, act.actType());
        insert.setString(5, act.severity());
        insert.setString(6, act.responsibleState());
        insert.setString(7, act.incidentState());
        insert.setString(8, act.source());
        insert.setArray(9, connection.createArrayOf("text", act.keys().toArray()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static List<ReportedAct> acts(ResultSet rows) throws SQLException {
    try (rows) {
      var acts = new ArrayList<ReportedAct>();
      while (rows.next()) {
        acts.add(
            new ReportedAct(
                rows.getString("origin"),
                rows.getString("event_id"),
                rows.getString("act_type"),
                rows.getString("severity"),
                rows.getString("responsible_state"),
                rows.getString("incident_state"),
                rows.getString("source"),
                Set.of((String[]) rows.getArray("keys").getArray())));
      }
      return acts;
    }
  }

  private static List<Summary> summaries(ResultSet rows) throws SQLException {
    try (rows) {
      var cases = new ArrayList<Summary>();
      while (rows.next()) {
        cases.add(
            new Summary(
                rows.getObject("case_id", UUID.class),
                rows.getBoolean("open"),
                Set.of((String[]) rows.getArray("states").getArray()),
                Arrays.asList((UUID[]) rows.getArray("defender_ids").getArray())));
      }
      return cases;
    }
  }
}
