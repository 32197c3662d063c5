package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;

/**
 * Takes delivery receipts: stored before they are acknowledged, also when their message is not
 * known yet. A receipt that gives our reference back names its message even where the provider's id
 * of it was never heard, since somebody died while handing it over.
 */
@ApplicationScoped
public class Receipts {

  private static final String DELIVERED = "delivered";

  /** The message, by the provider's id or else by the reference and to whom it went. */
  private static final String KEEP =
      """
      INSERT INTO receipt (provider_message_id, state, notification_id, received_at)
      SELECT ?, ?, (
        SELECT id FROM notification WHERE channel = 'SMS' AND contact = ANY (?) AND state IN ('sending', 'unknown')
          AND provider_message_id IS NULL AND left(id::text, 4) = ? LIMIT 1), ?
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

  /** What a provider gives back with a receipt: two bytes, so it names few messages at a time. */
  static short reference(UUID notification) {
    return (short) (notification.getMostSignificantBits() >>> 48);
  }

  /** Takes those of one provider, whose ids are its own. */
  MessageReceiverListener of(String provider) {
    return new Listener(provider);
  }

  /**
   * Stores a receipt, then what it says of its message.
   *
   * @param id the provider's name and its id of the message
   * @param number to whom it went, without a plus
   * @param reference what was given with the message; null if the provider does not tell
   */
  void store(String id, String state, String number, Short reference) throws SQLException {
    Instant now = clock.instant();
    try (var connection = dataSource.getConnection();
        var keep = connection.prepareStatement(KEEP)) {
      keep.setString(1, id);
      keep.setString(2, state);
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
    String digits = number.startsWith("+") ? number : "+" + number;
    return contacts.contacts().keySet().stream()
        .filter(
            contact ->
                contacts.address(contact, Decision.Channel.SMS).filter(digits::equals).isPresent())
        .toArray();
  }

  private final class Listener implements MessageReceiverListener {

    private final String provider;

    Listener(String provider) {
      this.provider = provider;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
      if (!deliver.isSmscDeliveryReceipt()) {
        return;
      }
      try {
        DeliveryReceipt receipt = deliver.getShortMessageAsDeliveryReceipt();
        String state = state(receipt.getFinalStatus());
        if (state != null) {
          var reference =
              deliver.getOptionalParameter(OptionalParameter.User_message_reference.class);
          store(
              provider + ":" + receipt.getId(),
              state,
              deliver.getSourceAddr(),
              reference == null ? null : reference.getValue());
        }
      } catch (InvalidDeliveryReceiptException | SQLException | RuntimeException e) {
        // Not acknowledged: the SMSC sends it again.
        throw new ProcessRequestException("cannot take it now", SMPPConstant.STAT_ESME_RX_T_APPN);
      }
    }

    /** Null for one that is not the last word. */
    private static String state(DeliveryReceiptState status) {
      return switch (status) {
        case DELIVRD -> DELIVERED;
        case UNDELIV, REJECTD, EXPIRED, DELETED -> Result.FAILED;
        default -> null;
      };
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
      // A phone that is reachable again: nothing is waiting for that.
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session session)
        throws ProcessRequestException {
      throw new ProcessRequestException("data_sm is not taken", SMPPConstant.STAT_ESME_RINVCMDID);
    }
  }
}
