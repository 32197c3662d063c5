package org.tocsin.alert.beat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.policy.TestMessages;

/** Test messages in the database: they are notifications as all others are. */
final class TestRows {

  /**
   * The newest that has arrived: by the provider's receipt, or, where there is none, in the hands
   * of the next server. When it arrived is a step, which may still wait for the brokers.
   */
  private static final String ARRIVED =
      """
      SELECT n.planned_for, coalesce(
        (SELECT max(at) FROM step s WHERE s.alert_id = n.alert_id AND s.contact = n.contact AND s.channel = n.channel AND s.step = n.state),
        (SELECT max(at) FROM outbox o WHERE o.alert_id = n.alert_id AND o.contact = n.contact AND o.channel = n.channel AND o.step = n.state)) AS arrived_at
      FROM notification n WHERE n.contact = ? AND n.channel = ? AND n.state IN ('delivered', 'handed-over')
      ORDER BY n.due_at DESC LIMIT 1
      """;

  private TestRows() {}

  /**
   * A test that has arrived.
   *
   * @param planned when it should have gone
   * @param took how long it took from then
   */
  record Arrived(Instant planned, Duration took) {}

  static Optional<Arrived> arrived(Connection connection, Channel channel) throws SQLException {
    try (var query = connection.prepareStatement(ARRIVED)) {
      query.setString(1, TestMessages.CONTACT);
      query.setString(2, channel.name());
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Instant planned = row.getTimestamp("planned_for").toInstant();
        Timestamp at = row.getTimestamp("arrived_at");
        return Optional.of(
            new Arrived(
                planned, at == null ? Duration.ZERO : Duration.between(planned, at.toInstant())));
      }
    }
  }

  /** When a test was planned last; empty if none was. */
  static Optional<Instant> lastPlanned(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT max(planned_for) FROM notification WHERE contact = '%s'"
                .formatted(TestMessages.CONTACT))) {
      try (var row = query.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
      }
    }
  }
}
