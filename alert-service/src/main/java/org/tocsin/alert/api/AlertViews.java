package org.tocsin.alert.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.escalation.Acknowledgements;
import org.tocsin.events.vocabulary.Severity;

/** Reads alerts for the staff, and takes their acknowledgements. */
@ApplicationScoped
public class AlertViews {

  private static final String SELECT =
      """
      SELECT a.*, s.acts, s.retracted, q.reason AS silence_reason, q.created_by AS silence_by,
        coalesce(q.ended_at, q.ends_at) AS silence_until,
        e.policy, e.plan_version, e.next_at, e.ended_at AS escalation_ended_at, e.ended_because,
        (SELECT array_agg(by ORDER BY acknowledged_at, by) FROM acknowledgement k WHERE k.alert_id = a.id) AS acknowledged_by_all,
        (SELECT count(DISTINCT r.source) FROM report r JOIN alert g ON g.id = r.alert_id
         WHERE NOT r.retracted AND r.source <> ''
           AND (g.id = a.id OR g.same_as = a.id OR g.id = a.same_as OR g.same_as = a.same_as)) AS sources
      FROM alert a LEFT JOIN storm s ON s.alert_id = a.id LEFT JOIN silence q ON q.id = a.silence_id
      LEFT JOIN escalation e ON e.alert_id = a.id
      """;

  private final DataSource dataSource;
  private final Acknowledgements acknowledgements;
  private final Dispatcher dispatcher;

  AlertViews(DataSource dataSource, Acknowledgements acknowledgements, Dispatcher dispatcher) {
    this.dataSource = dataSource;
    this.acknowledgements = acknowledgements;
    this.dispatcher = dispatcher;
  }

  /**
   * What alerts are asked for; null for all.
   *
   * @param open only those that still escalate
   */
  record Filter(UUID caseId, UUID digest, UUID storm, UUID silence, boolean open) {}

  /** The newest alerts, newest first. */
  List<AlertView> newest(Filter filter, int limit) throws SQLException {
    var wanted = new LinkedHashMap<String, UUID>();
    wanted.put("a.case_id", filter.caseId);
    wanted.put("a.digest_id", filter.digest);
    wanted.put("a.storm_id", filter.storm);
    wanted.put("a.silence_id", filter.silence);
    wanted.values().removeIf(Objects::isNull);
    var conditions = new ArrayList<String>();
    wanted.keySet().forEach(column -> conditions.add(column + " = ?"));
    if (filter.open) {
      conditions.add("e.next_at IS NOT NULL");
    }
    String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                SELECT + where + " ORDER BY a.raised_at DESC, a.id LIMIT ?")) {
      int next = 1;
      for (UUID value : wanted.values()) {
        query.setObject(next++, value);
      }
      query.setInt(next, limit);
      return read(connection, query.executeQuery());
    }
  }

  /** By id or reference. */
  Optional<AlertView> find(String idOrReference) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(SELECT + "WHERE a.id::text = ? OR a.reference = ?")) {
      query.setString(1, idOrReference.toLowerCase(Locale.ROOT));
      query.setString(2, idOrReference);
      return read(connection, query.executeQuery()).stream().findFirst();
    }
  }

  /** Stores who acknowledged it; for the same user again changes nothing. */
  void acknowledge(UUID id, String by, Instant now) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      acknowledgements.take(connection, id, acknowledgements.user(by), now);
      connection.commit();
    }
    dispatcher.wake();
  }

  private List<AlertView> read(Connection connection, ResultSet row) throws SQLException {
    var views = new ArrayList<AlertView>();
    while (row.next()) {
      UUID id = row.getObject("id", UUID.class);
      views.add(
          new AlertView(
              id,
              row.getString("reference"),
              row.getObject("case_id", UUID.class),
              row.getString("change"),
              Severity.values()[row.getInt("severity")].code(),
              Timing.valueOf(row.getString("timing")).label(),
              row.getBoolean("unverified"),
              row.getInt("sources"),
              instant(row, "raised_at"),
              instant(row, "cancelled_at"),
              row.getObject("digest_id", UUID.class),
              storm(row),
              row.getObject("storm_id", UUID.class),
              silence(row),
              row.getObject("same_as", UUID.class),
              row.getObject("possibly_same_as", UUID.class),
              row.getString("acknowledged_by"),
              instant(row, "acknowledged_at"),
              escalation(connection, row),
              notifications(connection, id)));
    }
    return views;
  }

  private static AlertView.StormView storm(ResultSet row) throws SQLException {
    Integer acts = row.getObject("acts", Integer.class);
    return acts == null ? null : new AlertView.StormView(acts, row.getInt("retracted"));
  }

  private static AlertView.SilenceView silence(ResultSet row) throws SQLException {
    UUID id = row.getObject("silence_id", UUID.class);
    return id == null
        ? null
        : new AlertView.SilenceView(
            id,
            row.getString("silence_reason"),
            row.getString("silence_by"),
            instant(row, "silence_until"));
  }

  private AlertView.EscalationView escalation(Connection connection, ResultSet row)
      throws SQLException {
    if (row.getString("policy") == null) {
      return null;
    }
    var by = row.getArray("acknowledged_by_all");
    Instant next = instant(row, "next_at");
    return new AlertView.EscalationView(
        row.getString("policy"),
        row.getLong("plan_version"),
        next,
        instant(row, "escalation_ended_at"),
        row.getString("ended_because"),
        by == null ? List.of() : List.of((String[]) by.getArray()),
        next == null
            ? Set.of()
            : acknowledgements.missing(connection, row.getObject("id", UUID.class)));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp moment = row.getTimestamp(column);
    return moment == null ? null : moment.toInstant();
  }

  private static List<AlertView.NotificationView> notifications(Connection connection, UUID alert)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT contact, channel, attempts, CASE WHEN state = 'sending' AND lease_until < now() THEN 'unknown' ELSE state END AS state
            FROM notification WHERE alert_id = ? ORDER BY contact, channel
            """)) {
      query.setObject(1, alert);
      var list = new ArrayList<AlertView.NotificationView>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          list.add(
              new AlertView.NotificationView(
                  row.getString("contact"),
                  row.getString("channel").toLowerCase(Locale.ROOT),
                  row.getString("state"),
                  row.getInt("attempts")));
        }
      }
      return list;
    }
  }
}
