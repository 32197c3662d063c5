package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;

/**
 * Takes delivery receipts: stored before they are acknowledged, also when their message is not
 * known yet. A receipt that gives our reference back names its message even where the provider's id
 * of it was never heard, since somebody died while handing it over.
 */
@ApplicationScoped
public class Receipts {

  /** What the last word on a message can be. */
  public enum Arrival {
    DELIVERED("delivered"),
    FAILED(Result.FAILED);

    private final String state;

    Arrival(String state) {
      this.state = state;
    }
  }

  /**
   * The message, by the provider's id or else by the reference and to whom it went. One of several
   * is none: it would be told as delivered for another, and better is told twice.
   */
  private static final String KEEP =
      """
      INSERT INTO receipt (provider_message_id, state, notification_id, received_at)
      SELECT ?, ?, (
        SELECT (array_agg(id))[1] FROM notification WHERE channel = 'SMS' AND contact = ANY (?) AND state IN ('sending', 'unknown')
          AND provider_message_id IS NULL AND right(id::text, 4) = ? HAVING count(*) = 1), ?
      ON CONFLICT (provider_message_id) DO UPDATE SET state = excluded.state, received_at = excluded.received_at
      """;

  private static final String SETTLE =
      """
      UPDATE notification n SET state = c.state, receipt_until = NULL, due_at = n.due_at,
        provider_message_id = c.provider_message_id, handed_at = coalesce(n.handed_at, ?)
      FROM receipt c
      WHERE c.provider_message_id = ?
        AND n.id IN (SELECT id FROM notification WHERE provider_message_id = ? UNION ALL SELECT c.notification_id)
        AND n.state IN ('handed-over', 'accepted', 'unknown', 'failed') AND n.state <> c.state
      RETURNING n.alert_id, n.contact, n.channel, n.state
      """;

  private final DataSource dataSource;
  private final Outcomes outcomes;
  private final Contacts contacts;
  private final Clock clock = Clock.systemUTC();

  Receipts(DataSource dataSource, Outcomes outcomes, Contacts contacts) {
    this.dataSource = dataSource;
    this.outcomes = outcomes;
    this.contacts = contacts;
  }

  /**
   * What a provider gives back with a receipt: two bytes, so it names few messages at a time. The
   * last ones of the id, which are random: it begins with the time.
   */
  public static short reference(UUID notification) {
    return (short) notification.getLeastSignificantBits();
  }

  /**
   * Stores a receipt, then what it says of its message. If it throws, the provider has to send it
   * again.
   *
   * @param id as {@link Channel.Handed#messageId}
   * @param number to whom it went, international
   * @param reference what was given with the message; null if the provider does not tell
   */
  public void store(String id, Arrival arrival, String number, Short reference)
      throws SQLException {
    Instant now = clock.instant();
    try (var connection = dataSource.getConnection();
        var keep = connection.prepareStatement(KEEP)) {
      keep.setString(1, id);
      keep.setString(2, arrival.state);
      keep.setArray(3, connection.createArrayOf("text", reachedBy(number)));
      keep.setString(4, reference == null ? "" : "%04x".formatted(reference & 0xffff));
      keep.setTimestamp(5, Timestamp.from(now));
      keep.executeUpdate();
    }
    outcomes.change(
        SETTLE,
        now,
        update -> {
          update.setTimestamp(1, Timestamp.from(now));
          update.setString(2, id);
          update.setString(3, id);
        });
  }

  private Object[] reachedBy(String number) {
    return contacts.contacts().keySet().stream()
        .filter(
            contact ->
                contacts.address(contact, Decision.Channel.SMS).filter(number::equals).isPresent())
        .toArray();
  }
}
