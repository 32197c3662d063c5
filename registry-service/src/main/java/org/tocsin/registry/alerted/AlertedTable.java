package org.tocsin.registry.alerted;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertStep;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * The messages that left the house, or may have, from {@code alert-events}. A step may come more
 * than once, and in any order.
 */
@ApplicationScoped
public class AlertedTable implements BatchHandler<AlertEvent> {

  /** The reader's name, by which its position is found. */
  public static final String READER = "registry-alerts";

  /** After these somebody may have the message. */
  private static final Set<AlertStep> LEFT =
      EnumSet.of(AlertStep.HANDED_OVER, AlertStep.ACCEPTED, AlertStep.DELIVERED, AlertStep.UNKNOWN);

  /**
   * A message to one contact.
   *
   * @param alertId of which alert
   * @param contact the contact's id
   * @param channel by which it went, such as {@code sms}
   * @param state {@code delivered}, {@code handed-over}, or {@code unknown}: it may have been
   *     handed over
   * @param at when it left first, or may have
   */
  public record Message(UUID alertId, String contact, String channel, String state, Instant at) {}

  void start(@Observes StartupEvent start, EventLog log) {
    log.followAlerts(READER, this);
  }

  @Override
  public void handle(Connection connection, List<Logged<AlertEvent>> batch) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO alerted VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Logged<AlertEvent> logged : batch) {
        AlertEvent event = logged.value();
        if (!LEFT.contains(event.step()) || event.message().isEmpty() || event.caseId().isEmpty()) {
          continue;
        }
        AlertEvent.Message message = event.message().get();
        insert.setObject(1, event.id());
        insert.setObject(2, event.caseId().get());
        insert.setObject(3, event.alertId());
        insert.setString(4, message.contact());
        insert.setString(5, message.channel());
        insert.setString(6, message.occasion());
        insert.setString(7, event.step().code());
        insert.setTimestamp(8, Timestamp.from(event.at()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The messages about these cases, in the order in which they left. */
  public List<Message> ofCases(Connection connection, Collection<String> cases)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT alert_id, contact, channel, min(at) AS first, CASE
              WHEN bool_or(step = 'delivered') THEN 'delivered'
              WHEN bool_or(step IN ('handed-over', 'accepted')) THEN 'handed-over'
              ELSE 'unknown' END AS state
            FROM alerted WHERE case_id = ANY (?::uuid[])
            GROUP BY alert_id, contact, channel, occasion ORDER BY first, alert_id, contact, channel, occasion
            """)) {
      query.setArray(1, connection.createArrayOf("text", cases.toArray()));
      var messages = new ArrayList<Message>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          messages.add(
              new Message(
                  row.getObject("alert_id", UUID.class),
                  row.getString("contact"),
                  row.getString("channel"),
                  row.getString("state"),
                  row.getTimestamp("first").toInstant()));
        }
      }
      return messages;
    }
  }
}
