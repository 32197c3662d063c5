package org.tocsin.alert.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The history of an alert: what was reported, who was told, what came back, who acknowledged. Of
 * the steps that {@code alert-events} has, and of those that still wait for the brokers.
 */
@ApplicationScoped
public class Timeline {

  private static final String ENTRIES =
      """
      WITH told AS (
        SELECT seq, contact, channel, occasion, step, at FROM step WHERE alert_id = ?
        UNION SELECT seq, contact, channel, occasion, step, at FROM outbox WHERE alert_id = ?)
      SELECT t.at, t.step, t.contact, t.channel, nullif(n.label, '') AS label, k.by, t.seq
      FROM told t
        LEFT JOIN notification n ON n.alert_id = ? AND n.contact = t.contact AND n.channel = t.channel AND n.occasion = t.occasion
        LEFT JOIN acknowledgement k ON t.step = 'acknowledged' AND k.alert_id = ? AND k.acknowledged_at = t.at
      UNION ALL
      SELECT recorded_at, 'reported', NULL, NULL, NULL, NULL, 0 FROM report WHERE alert_id = ? AND recorded_at IS NOT NULL
      ORDER BY at, seq
      """;

  private final DataSource dataSource;

  Timeline(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** All entries, the first first; empty for an alert that is not known. */
  List<TimelineEntry> of(UUID alert) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement(ENTRIES)) {
      for (int parameter = 1; parameter <= 5; parameter++) {
        query.setObject(parameter, alert);
      }
      var entries = new ArrayList<TimelineEntry>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row));
        }
      }
      return entries;
    }
  }

  private static TimelineEntry entry(ResultSet row) throws SQLException {
    String channel = row.getString("channel");
    return TimelineEntry.of(
        row.getTimestamp("at").toInstant(),
        row.getString("step"),
        row.getString("contact"),
        channel == null ? null : channel.toLowerCase(Locale.ROOT),
        row.getString("label"),
        row.getString("by"));
  }
}
