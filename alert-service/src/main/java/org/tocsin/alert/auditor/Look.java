package org.tocsin.alert.auditor;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What stands still, from the tables alone: nothing of the engine is asked. */
final class Look {

  /**
   * Each with its patience: far longer than it takes, far shorter than anybody may sleep through.
   */
  private static final String COUNT =
      """
      SELECT
        (SELECT count(*) FROM escalation WHERE ended_at IS NULL AND next_at < t.now - interval '1 minute') AS escalation,
        (SELECT count(*) FROM notification WHERE state IN ('queued', 'unknown') AND NOT withdrawn AND urgency >= 2
          AND least(due_at, planned_for + interval '2 minutes') < t.now - interval '1 minute') AS grave_message,
        (SELECT count(*) FROM notification WHERE state IN ('queued', 'unknown') AND NOT withdrawn AND urgency < 2
          AND due_at < t.now - interval '15 minutes') AS message,
        (SELECT count(*) FROM notification WHERE state = 'sending' AND lease_until < t.now - interval '1 minute') AS sending,
        (SELECT count(*) FROM outbox WHERE at < t.now - interval '2 minutes') AS outbox,
        (SELECT count(*) FROM scheduled_tasks WHERE NOT picked AND execution_time < t.now - interval '2 minutes') AS timer,
        (SELECT count(*) FROM alert a WHERE raised_at BETWEEN t.now - interval '1 day' AND t.now - interval '1 minute' AND severity >= 2
          AND storm_id IS NULL AND silence_id IS NULL AND digest_id IS NULL AND cancelled_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM notification n WHERE n.alert_id = a.id)) AS nobody_told
      FROM (SELECT ?::timestamptz AS now) t
      """;

  private Look() {}

  /** How many of each kind stand still now; none of a kind is left out. */
  static Map<Finding, Long> at(Connection connection, Instant now) throws SQLException {
    try (var query = connection.prepareStatement(COUNT)) {
      query.setTimestamp(1, Timestamp.from(now));
      query.setQueryTimeout(20);
      var found = new EnumMap<Finding, Long>(Finding.class);
      try (var row = query.executeQuery()) {
        row.next();
        for (Finding one : Finding.values()) {
          if (one != Finding.DATABASE && row.getLong(one.name().toLowerCase(Locale.ROOT)) > 0) {
            found.put(one, row.getLong(one.name().toLowerCase(Locale.ROOT)));
          }
        }
      }
      return found;
    }
  }
}
