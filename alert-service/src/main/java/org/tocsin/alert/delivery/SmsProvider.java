package org.tocsin.alert.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;

/**
 * One account at a short message centre: one session, bound when first needed and again after it
 * broke. Any number of messages may be under way at a time.
 */
final class SmsProvider {

  private static final long PATIENCE_MILLIS = 5_000;
  private static final int RECEIPTS_AT_ONCE = 8;

  private final String name;
  private final SmsSettings.Provider settings;
  private final MessageReceiverListener receipts;
  private SMPPSession session;

  /**
   * Not bound yet.
   *
   * @param receipts takes what the centre sends
   */
  SmsProvider(String name, SmsSettings.Provider settings, MessageReceiverListener receipts) {
    this.name = name;
    this.settings = settings;
    this.receipts = receipts;
  }

  String name() {
    return name;
  }

  /**
   * Hands a message over.
   *
   * @param number digits only
   * @param reference the centre gives it back with the receipt
   * @return the centre's id of it
   */
  String submit(String number, short reference, String text) throws DeliveryException {
    SMPPSession bound = bound();
    try {
      return bound
          .submitShortMessage(
              "",
              TypeOfNumber.ALPHANUMERIC,
              NumberingPlanIndicator.UNKNOWN,
              settings.sourceAddress(),
              TypeOfNumber.INTERNATIONAL,
              NumberingPlanIndicator.ISDN,
              number,
              new ESMClass(),
              (byte) 0,
              (byte) 1,
              null,
              null,
              new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
              (byte) 0,
              DataCodings.ZERO,
              (byte) 0,
              text.getBytes(StandardCharsets.US_ASCII),
              new OptionalParameter.User_message_reference(reference))
          .getMessageId();
    } catch (NegativeResponseException e) {
      throw new DeliveryException(
          fault(e.getCommandStatus()),
          name + " refused it with status " + Integer.toHexString(e.getCommandStatus()));
    } catch (PDUException e) {
      throw new DeliveryException(Fault.FINAL, "no valid short message");
    } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
      throw new DeliveryException(Fault.UNCLEAR, name + " did not answer");
    }
  }

  /**
   * What a status means (SMPP 3.4, section 5.1.3). What says that the message or its number is
   * wrong stays so; all else, such as throttling or a full queue, may pass.
   */
  static Fault fault(int status) {
    return switch (status) {
      case SMPPConstant.STAT_ESME_RINVMSGLEN,
          SMPPConstant.STAT_ESME_RINVDSTADR,
          SMPPConstant.STAT_ESME_RINVDSTTON,
          SMPPConstant.STAT_ESME_RINVDSTNPI,
          SMPPConstant.STAT_ESME_RINVNUMDESTS ->
          Fault.FINAL;
      case SMPPConstant.STAT_ESME_RINVBNDSTS -> Fault.OUTAGE;
      default -> Fault.PASSING;
    };
  }

  synchronized void close() {
    if (session != null) {
      session.unbindAndClose();
    }
  }

  private synchronized SMPPSession bound() throws DeliveryException {
    if (session != null && session.getSessionState().isBound()) {
      return session;
    }
    var fresh = new SMPPSession();
    fresh.setTransactionTimer(PATIENCE_MILLIS);
    fresh.setPduProcessorDegree(RECEIPTS_AT_ONCE);
    fresh.setMessageReceiverListener(receipts);
    try {
      fresh.connectAndBind(
          settings.host(),
          settings.port(),
          new BindParameter(
              BindType.BIND_TRX,
              settings.systemId(),
              settings.password(),
              "",
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null),
          PATIENCE_MILLIS);
    } catch (IOException e) {
      fresh.close();
      throw new DeliveryException(Fault.OUTAGE, name + " cannot be reached");
    }
    session = fresh;
    return session;
  }
}
