package org.tocsin.alert.follow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tocsin.alert.decision.Alert;
import org.tocsin.alert.decision.Amendment;
import org.tocsin.alert.decision.Board;
import org.tocsin.alert.decision.Link;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.decision.Report;
import org.tocsin.alert.storm.StormKey;
import org.tocsin.alert.storm.Storms;

/** Writes what a batch has changed: a few statements for all of it. */
final class BoardWriter {

  private static final String ALERT =
      """
      INSERT INTO alert (id, reference, case_id, change, occurred_from, occurred_to, severity, timing, raised_at,
        state, act_type, partner, link_key, unverified, cancelled_at, storm_key, storm_id, silence_id, same_as, possibly_same_as)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET change = EXCLUDED.change, occurred_from = EXCLUDED.occurred_from,
        occurred_to = EXCLUDED.occurred_to, severity = EXCLUDED.severity, timing = EXCLUDED.timing,
        state = EXCLUDED.state, act_type = EXCLUDED.act_type, partner = EXCLUDED.partner, link_key = EXCLUDED.link_key,
        unverified = EXCLUDED.unverified, cancelled_at = coalesce(alert.cancelled_at, EXCLUDED.cancelled_at),
        storm_key = EXCLUDED.storm_key, storm_id = EXCLUDED.storm_id, silence_id = EXCLUDED.silence_id,
        same_as = EXCLUDED.same_as, possibly_same_as = EXCLUDED.possibly_same_as
      """;
  private static final String REPORT =
      """
      INSERT INTO report (origin, event_id, alert_id, is_act, source, case_id, recorded_at, event, told, retracted)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (origin, event_id) DO UPDATE SET alert_id = EXCLUDED.alert_id, is_act = EXCLUDED.is_act,
        source = EXCLUDED.source, told = EXCLUDED.told, retracted = EXCLUDED.retracted
      """;
  private static final String LINK =
      """
      INSERT INTO case_link (one, other, linked, decided_at, recorded_at, event_id) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (one, other) DO UPDATE SET linked = EXCLUDED.linked, decided_at = EXCLUDED.decided_at,
        recorded_at = EXCLUDED.recorded_at, event_id = EXCLUDED.event_id
      WHERE (case_link.decided_at, case_link.recorded_at, case_link.event_id)
        < (EXCLUDED.decided_at, EXCLUDED.recorded_at, EXCLUDED.event_id)
      """;

  private final Connection connection;
  private final Instant now;

  BoardWriter(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  void write(Board board) throws SQLException {
    List<Alert> alerts = board.changedAlerts();
    alerts(board, alerts);
    reports(board);
    keys(alerts);
    Storms.write(connection, board.changedStorms());
  }

  /** Storms and elders first, which others point to. */
  private void alerts(Board board, List<Alert> alerts) throws SQLException {
    try (var upsert = connection.prepareStatement(ALERT)) {
      for (Alert alert : alerts.stream().sorted(POINTED_TO_FIRST).toList()) {
        upsert.setObject(1, alert.id());
        upsert.setString(2, Alerts.reference());
        upsert.setObject(3, alert.caseId());
        upsert.setString(4, alert.change());
        upsert.setTimestamp(5, Timestamp.from(alert.from()));
        upsert.setTimestamp(6, Timestamp.from(alert.to()));
        upsert.setInt(7, alert.severity().ordinal());
        upsert.setString(8, alert.timing().name());
        upsert.setTimestamp(9, Timestamp.from(alert.raisedAt()));
        upsert.setString(10, alert.about().state().orElse(null));
        upsert.setString(11, alert.about().actType().orElse(null));
        upsert.setString(12, alert.about().partner().orElse(null));
        upsert.setString(13, alert.linkKey().orElse(null));
        upsert.setBoolean(14, board.isUnverified(alert));
        upsert.setTimestamp(15, alert.cancelled() ? Timestamp.from(now) : null);
        upsert.setString(16, stormKey(alert));
        upsert.setObject(17, alert.ties().storm());
        upsert.setObject(18, alert.ties().silence());
        upsert.setObject(19, alert.ties().sameAs());
        upsert.setObject(20, alert.ties().possiblySameAs());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static final Comparator<Alert> POINTED_TO_FIRST =
      Comparator.comparing(
              (Alert alert) -> alert.ties().storm() != null || alert.ties().sameAs() != null)
          .thenComparing(Alert::id);

  /** A storm is no alert that could begin another one. */
  private static String stormKey(Alert alert) {
    return alert.change().equals(Alert.STORM)
        ? null
        : alert.stormKey().map(StormKey::text).orElse(null);
  }

  private void reports(Board board) throws SQLException {
    try (var upsert = connection.prepareStatement(REPORT)) {
      for (Board.Filed filed : board.changedReports()) {
        Report report = filed.report();
        Optional<News> news = board.news(report);
        upsert.setString(1, report.key().origin());
        upsert.setString(2, report.key().eventId());
        upsert.setObject(3, filed.alert());
        upsert.setBoolean(4, news.map(News::act).orElse(false));
        upsert.setString(5, news.map(News::source).orElse(""));
        upsert.setObject(6, report.caseId());
        upsert.setTimestamp(7, Timestamp.from(report.recordedAt()));
        upsert.setString(8, StoredEvent.write(report.event()));
        upsert.setBoolean(9, report.told());
        upsert.setBoolean(10, news.isEmpty());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /** An alert has the keys of what stands in it, and no others. */
  private void keys(List<Alert> alerts) throws SQLException {
    Map<Object, Alert> byId =
        alerts.stream().collect(Collectors.toMap(Alert::id, Function.identity()));
    try (var delete = connection.prepareStatement("DELETE FROM act_key WHERE alert_id = ANY (?)");
        var insert = connection.prepareStatement("INSERT INTO act_key VALUES (?, ?)")) {
      delete.setArray(1, connection.createArrayOf("uuid", byId.keySet().toArray()));
      delete.executeUpdate();
      for (Alert alert : byId.values()) {
        for (String key : alert.actKeys()) {
          insert.setString(1, key);
          insert.setObject(2, alert.id());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  void amendments(Collection<Amendment> amendments) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO amendment (origin, event_id, case_id, target, recorded_at, event) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (Amendment amendment : amendments) {
        insert.setString(1, amendment.key().origin());
        insert.setString(2, amendment.key().eventId());
        insert.setObject(3, amendment.caseId());
        insert.setString(4, amendment.target().eventId());
        insert.setTimestamp(5, Timestamp.from(amendment.recordedAt()));
        insert.setString(6, StoredEvent.write(amendment.event()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  void links(Collection<Link> links) throws SQLException {
    // The driver makes one statement of many, which cannot change a row twice.
    var last = new HashMap<List<UUID>, Link>();
    links.forEach(
        link ->
            last.merge(
                List.of(link.one(), link.other()),
                link,
                BinaryOperator.maxBy(Comparator.naturalOrder())));
    try (PreparedStatement upsert = connection.prepareStatement(LINK)) {
      for (Link link : last.values()) {
        upsert.setObject(1, link.one());
        upsert.setObject(2, link.other());
        upsert.setBoolean(3, link.linked());
        upsert.setTimestamp(4, Timestamp.from(link.decidedAt()));
        upsert.setTimestamp(5, Timestamp.from(link.recordedAt()));
        upsert.setString(6, link.eventId());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }
}
