package org.tocsin.alert.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertStep;
import org.tocsin.events.vocabulary.Severity;

/** The table of steps that wait for the brokers. */
final class OutboxRows {

  private static final Map<String, AlertStep> STEPS =
      Stream.of(AlertStep.values()).collect(Collectors.toMap(AlertStep::code, Function.identity()));

  /**
   * Each step by itself: the tables that it is joined to only grow, and a plan that reads them
   * whole gets slower with every alert there ever was.
   */
  private static final String FIRST =
      """
      SELECT o.*, a.case_id, a.raised_at, coalesce(n.urgency, a.severity, 0) AS urgency, n.planned_for, n.handed_at
      FROM (SELECT * FROM outbox ORDER BY seq LIMIT ?) o
        LEFT JOIN LATERAL (SELECT * FROM alert WHERE id = o.alert_id LIMIT 1) a ON true
        LEFT JOIN LATERAL (SELECT * FROM notification n
          WHERE n.alert_id = o.alert_id AND n.contact = o.contact AND n.channel = o.channel AND n.occasion = o.occasion LIMIT 1) n ON true
      ORDER BY o.seq
      """;

  private OutboxRows() {}

  /**
   * A step that waits for the brokers, and since when what it ends was waited for.
   *
   * @param urgency of the message, or of the alert
   * @param plannedFor when the message should have gone; null for a step of the whole alert
   * @param handedAt when it was handed over; null if it was not
   * @param raisedAt when its alert was raised; null if that is gone
   */
  record Waiting(
      AlertEvent event, Severity urgency, Instant plannedFor, Instant handedAt, Instant raisedAt) {}

  private static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp moment = row.getTimestamp(column);
    return moment == null ? null : moment.toInstant();
  }

  /** The eldest, in their order. */
  static List<Waiting> first(Connection connection, int most) throws SQLException {
    try (var query = connection.prepareStatement(FIRST)) {
      query.setInt(1, most);
      var waiting = new ArrayList<Waiting>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          waiting.add(
              new Waiting(
                  event(row),
                  Severity.values()[row.getInt("urgency")],
                  instant(row, "planned_for"),
                  instant(row, "handed_at"),
                  instant(row, "raised_at")));
        }
      }
      return waiting;
    }
  }

  /** Takes what the brokers have out of the outbox, and keeps it for timelines and live views. */
  static void keep(Connection connection, List<Waiting> sent) throws SQLException {
    try (var move =
        connection.prepareStatement(
            """
            WITH sent AS (DELETE FROM outbox WHERE seq = ANY (?) RETURNING *)
            INSERT INTO step (seq, event_id, alert_id, contact, channel, occasion, step, at)
            SELECT seq, event_id, alert_id, contact, channel, occasion, step, at FROM sent ORDER BY seq
            """)) {
      move.setArray(
          1,
          connection.createArrayOf(
              "bigint", sent.stream().map(one -> one.event().sequence()).toArray()));
      move.executeUpdate();
    }
  }

  static AlertEvent event(ResultSet row) throws SQLException {
    String contact = row.getString("contact");
    return new AlertEvent(
        row.getObject("event_id", UUID.class),
        row.getLong("seq"),
        row.getObject("alert_id", UUID.class),
        Optional.ofNullable(row.getObject("case_id", UUID.class)),
        contact == null
            ? Optional.empty()
            : Optional.of(
                new AlertEvent.Message(
                    contact,
                    row.getString("channel").toLowerCase(Locale.ROOT),
                    row.getString("occasion"))),
        STEPS.get(row.getString("step")),
        row.getTimestamp("at").toInstant());
  }
}
