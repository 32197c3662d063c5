package org.tocsin.alert.sms;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.tocsin.alert.contact.PhoneNumbers;
import org.tocsin.alert.delivery.Receipts;

/**
 * Takes what a short message centre sends: receipts and replies. What is not stored is not
 * acknowledged either, so that the centre sends it again.
 */
final class SmppInbox implements MessageReceiverListener {

  /** As {@link Receipts#store}. */
  interface Arrived {
    void store(String id, Receipts.Arrival arrival, String number, Short reference)
        throws SQLException;
  }

  /** Takes a reply; if it throws, nothing has come of it. */
  interface Replied {
    void take(Reply reply) throws SQLException;
  }

  private static final Logger LOG = Logger.getLogger(SmppInbox.class);
  private static final byte UCS2 = 0x08;

  private final String provider;
  private final String country;
  private final Arrived arrived;
  private final Replied replied;

  /**
   * Takes those of one centre.
   *
   * @param provider its name
   * @param country whose national numbers it gives as senders; empty if it gives none
   */
  SmppInbox(String provider, Optional<String> country, Arrived arrived, Replied replied) {
    this.provider = provider;
    this.country = country.orElse(null);
    this.arrived = arrived;
    this.replied = replied;
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
    try {
      if (deliver.isSmscDeliveryReceipt()) {
        receipt(deliver);
      } else {
        reply(deliver);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("%s: what it sent cannot be taken now (%s)", provider, e.getClass().getName());
      throw new ProcessRequestException("cannot take it now", SMPPConstant.STAT_ESME_RX_T_APPN);
    }
  }

  /** What a receipt says, by its fields (SMPP 3.4, section 5.3.2) or else by its text (B). */
  private void receipt(DeliverSm deliver) throws SQLException {
    var named = deliver.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
    var state = deliver.getOptionalParameter(OptionalParameter.Message_state.class);
    if (named != null && state != null) {
      store(deliver, named.getValueAsString(), arrival(state.getValue()));
      return;
    }
    try {
      DeliveryReceipt receipt = deliver.getShortMessageAsDeliveryReceipt();
      store(deliver, receipt.getId(), arrival(receipt.getFinalStatus()));
    } catch (InvalidDeliveryReceiptException e) {
      // It would come again and again, and be no clearer.
      LOG.warnf("%s: a receipt that cannot be read", provider);
    }
  }

  /** Nothing is stored of one that is not the last word. */
  private void store(DeliverSm deliver, String id, Optional<Receipts.Arrival> arrival)
      throws SQLException {
    if (arrival.isPresent()) {
      var reference = deliver.getOptionalParameter(OptionalParameter.User_message_reference.class);
      arrived.store(
          provider + ":" + id,
          arrival.get(),
          sender(deliver).orElse(""),
          reference == null ? null : reference.getValue());
    }
  }

  private static Optional<Receipts.Arrival> arrival(byte messageState) {
    return switch (messageState) {
      case 2 -> Optional.of(Receipts.Arrival.DELIVERED);
      // Expired, deleted, undeliverable, rejected (SMPP 3.4, section 5.2.28).
      case 3, 4, 5, 8 -> Optional.of(Receipts.Arrival.FAILED);
      default -> Optional.empty();
    };
  }

  private static Optional<Receipts.Arrival> arrival(DeliveryReceiptState state) {
    return switch (state) {
      case DELIVRD -> Optional.of(Receipts.Arrival.DELIVERED);
      case UNDELIV, REJECTD, EXPIRED, DELETED -> Optional.of(Receipts.Arrival.FAILED);
      case null, default -> Optional.empty();
    };
  }

  /** One whose sender has no number, such as an advertisement, is nobody's. */
  private void reply(DeliverSm deliver) throws SQLException {
    Optional<String> number = sender(deliver);
    if (number.isPresent()) {
      var id = deliver.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
      replied.take(
          new Reply(
              provider, id == null ? null : id.getValueAsString(), number.get(), text(deliver)));
    }
  }

  private Optional<String> sender(DeliverSm deliver) {
    return PhoneNumbers.received(
        deliver.getSourceAddr(),
        deliver.getSourceAddrTon() == TypeOfNumber.INTERNATIONAL.value(),
        country);
  }

  private static String text(DeliverSm deliver) {
    byte[] octets = deliver.getShortMessage();
    if (octets == null || octets.length == 0) {
      var payload = deliver.getOptionalParameter(OptionalParameter.Message_payload.class);
      octets = payload == null ? new byte[0] : payload.getValue();
    }
    return deliver.getDataCoding() == UCS2
        ? new String(octets, StandardCharsets.UTF_16BE)
        : Gsm7.decode(octets);
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification notification) {
    // A phone that is reachable again: nothing is waiting for that.
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session session) throws ProcessRequestException {
    throw new ProcessRequestException("data_sm is not taken", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
