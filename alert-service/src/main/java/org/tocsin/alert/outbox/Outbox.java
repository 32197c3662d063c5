package org.tocsin.alert.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.tocsin.events.alerting.AlertStep;

/**
 * Steps that go to {@code alert-events}, written in the transaction that makes them. The steps of
 * messages are written by the statements that change their state; these are those of whole alerts.
 */
public final class Outbox {

  private Outbox() {}

  /**
   * Adds a step of an alert, in the caller's transaction. Wake the {@link Relay} after the commit,
   * or it looks by itself within a second.
   */
  public static void add(Connection connection, UUID alert, AlertStep step, Instant at)
      throws SQLException {
    add(connection, List.of(alert), step, at);
  }

  /** The same step of many alerts. */
  public static void add(
      Connection connection, Collection<UUID> alerts, AlertStep step, Instant at)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO outbox (alert_id, step, at) SELECT id, ?, ? FROM unnest(?) AS a(id)")) {
      insert.setString(1, step.code());
      insert.setTimestamp(2, Timestamp.from(at));
      insert.setArray(3, connection.createArrayOf("uuid", alerts.toArray()));
      insert.executeUpdate();
    }
  }
}
