package org.tocsin.alert.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;

/**
 * SMS by SMPP 3.4: one session, bound when first needed and again after it broke; receipts go to
 * {@link Receipts}.
 */
@ApplicationScoped
public class SmsChannel implements Channel {

  private static final long PATIENCE_MILLIS = 8_000;

  private final SmppSettings settings;
  private final Contacts contacts;
  private final Receipts receipts;
  private SMPPSession session;

  SmsChannel(SmppSettings settings, Contacts contacts, Receipts receipts) {
    this.settings = settings;
    this.contacts = contacts;
    this.receipts = receipts;
  }

  @Override
  public Decision.Channel kind() {
    return Decision.Channel.SMS;
  }

  @Override
  public Optional<String> send(String contact, String text) throws DeliveryException {
    String number =
        contacts
            .address(contact, Decision.Channel.SMS)
            .orElseThrow(() -> new DeliveryException("the contact has no number any more", false))
            .substring(1);
    try {
      return Optional.of(submit(bound(), number, text));
    } catch (NegativeResponseException e) {
      throw new DeliveryException("the SMSC refused it with status " + e.getCommandStatus(), false);
    } catch (PDUException e) {
      throw new DeliveryException("no valid short message", false);
    } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
      throw new DeliveryException("the SMSC did not answer", true);
    }
  }

  @PreDestroy
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
              null));
    } catch (IOException e) {
      fresh.close();
      throw new DeliveryException("the SMSC cannot be reached", false);
    }
    session = fresh;
    return session;
  }

  private String submit(SMPPSession bound, String number, String text)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
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
            text.getBytes(StandardCharsets.US_ASCII))
        .getMessageId();
  }
}
