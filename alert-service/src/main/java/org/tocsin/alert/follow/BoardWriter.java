package org.tocsin.alert.follow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.tocsin.alert.decision.Alert;
import org.tocsin.alert.decision.Amendment;
import org.tocsin.alert.decision.Board;
import org.tocsin.alert.decision.Link;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.rows.Columns;
import org.tocsin.alert.storm.StormKey;
import org.tocsin.alert.storm.Storms;

/** Writes what a batch has changed: a few statements for all of it. */
final class BoardWriter {

  private static final String ALERT =
      """
      INSERT INTO alert (id, reference, case_id, change, occurred_from, occurred_to, severity, timing, raised_at,
        state, act_type, partner, link_key, unverified, cancelled_at, storm_key, storm_id, silence_id, same_as, possibly_same_as)
      SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
      SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
    if (!alerts.isEmpty()) {
      alerts(board, alerts);
      keys(alerts);
    }
    if (!board.changedReports().isEmpty()) {
      reports(board);
    }
    Storms.write(connection, board.changedStorms());
  }

  private void alerts(Board board, List<Alert> alerts) throws SQLException {
    try (var upsert = connection.prepareStatement(ALERT)) {
      Columns.of(upsert, 1, alerts)
          .add("uuid", Alert::id)
          .add("text", _ -> Alerts.reference())
          .add("uuid", Alert::caseId)
          .add("text", Alert::change)
          .add("timestamptz", Alert::from)
          .add("timestamptz", Alert::to)
          .add("int", alert -> alert.severity().ordinal())
          .add("text", alert -> alert.timing().name())
          .add("timestamptz", Alert::raisedAt)
          .add("text", alert -> alert.about().state().orElse(null))
          .add("text", alert -> alert.about().actType().orElse(null))
          .add("text", alert -> alert.about().partner().orElse(null))
          .add("text", alert -> alert.linkKey().orElse(null))
          .add("boolean", board::isUnverified)
          .add("timestamptz", alert -> alert.cancelled() ? now : null)
          .add("text", BoardWriter::stormKey)
          .add("uuid", alert -> alert.ties().storm())
          .add("uuid", alert -> alert.ties().silence())
          .add("uuid", alert -> alert.ties().sameAs())
          .add("uuid", alert -> alert.ties().possiblySameAs());
      upsert.executeUpdate();
    }
  }

  /** A storm is no alert that could begin another one. */
  private static String stormKey(Alert alert) {
    return alert.change().equals(Alert.STORM)
        ? null
        : alert.stormKey().map(StormKey::text).orElse(null);
  }

  private void reports(Board board) throws SQLException {
    try (var upsert = connection.prepareStatement(REPORT)) {
      Columns.of(upsert, 1, board.changedReports())
          .add("text", filed -> filed.report().key().origin())
          .add("text", filed -> filed.report().key().eventId())
          .add("uuid", Board.Filed::alert)
          .add("boolean", filed -> board.news(filed.report()).map(News::act).orElse(false))
          .add("text", filed -> board.news(filed.report()).map(News::source).orElse(""))
          .add("uuid", filed -> filed.report().caseId())
          .add("timestamptz", filed -> filed.report().recordedAt())
          .add("text", filed -> StoredEvent.write(filed.report().event()))
          .add("boolean", filed -> filed.report().told())
          .add("boolean", filed -> board.news(filed.report()).isEmpty());
      upsert.executeUpdate();
    }
  }

  /** An alert has the keys of what stands in it, and no others. */
  private void keys(List<Alert> alerts) throws SQLException {
    List<Key> keys =
        alerts.stream()
            .flatMap(alert -> alert.actKeys().stream().map(key -> new Key(key, alert.id())))
            .toList();
    try (var delete = connection.prepareStatement("DELETE FROM act_key WHERE alert_id = ANY (?)");
        var insert =
            connection.prepareStatement("INSERT INTO act_key SELECT * FROM unnest(?, ?)")) {
      Columns.of(delete, 1, alerts).add("uuid", Alert::id);
      delete.executeUpdate();
      if (!keys.isEmpty()) {
        Columns.of(insert, 1, keys).add("text", Key::text).add("uuid", Key::alert);
        insert.executeUpdate();
      }
    }
  }

  private record Key(String text, UUID alert) {}

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
    try (PreparedStatement upsert = connection.prepareStatement(LINK)) {
      for (Link link : links) {
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
