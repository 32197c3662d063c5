package org.tocsin.alert.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** A database in which there have been many alerts, for as long as a transaction lasts. */
public final class ManyAlerts {

  /** How many there are. */
  public static final int COUNT = 20_000;

  private ManyAlerts() {}

  /** Adds copies of an alert, each of a case of its own, with a message that was handed over. */
  public static void like(Connection connection, UUID alert) throws SQLException {
    try (var copy =
            connection.prepareStatement(
                """
                INSERT INTO alert (id, reference, case_id, change, occurred_from, occurred_to, severity, timing, raised_at, state, act_type, partner, link_key)
                SELECT uuidv7(), 'M-' || n, gen_random_uuid(), change, occurred_from, occurred_to, severity, timing, raised_at, state, act_type, partner, link_key
                FROM alert, generate_series(1, ?) AS n WHERE id = ?
                """);
        var statement = connection.createStatement()) {
      copy.setInt(1, COUNT);
      copy.setObject(2, alert);
      copy.executeUpdate();
      statement.executeUpdate(
          """
          INSERT INTO notification (id, alert_id, contact, channel, occasion, label, urgency, state, due_at, planned_for)
          SELECT uuidv7(), id, 'geneva', 'EMAIL', 'news', '', severity, 'handed-over', raised_at, raised_at FROM alert WHERE reference LIKE 'M-%'
          """);
      statement.executeUpdate(
          "DELETE FROM outbox WHERE seq NOT IN (SELECT seq FROM outbox LIMIT 500)");
      statement.execute("ANALYZE alert, notification");
    }
  }

  /** How many of their rows this transaction has read so far. */
  public static long read(Connection connection) throws SQLException {
    try (var query =
            connection.prepareStatement(
                "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables WHERE relname IN ('alert', 'notification')");
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
