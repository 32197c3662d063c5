package org.tocsin.alert.sms;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;
import org.tocsin.alert.delivery.Receipts;

/**
 * One account at a short message centre: one session that is always kept bound, since receipts and
 * replies come by it too. As many messages are under way at a time as its window says.
 */
final class SmppProvider implements SmsProvider {

  /** How long nothing is sent after the centre has said that it is too much. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final String name;
  private final Sender sender;
  private final Semaphore window;
  private final SmppSession session;
  private final InstantSource clock = InstantSource.system();
  private volatile Instant restsUntil = Instant.MIN;

  /**
   * Begins to bind.
   *
   * @param inbox takes what the centre sends
   */
  SmppProvider(String name, SmsSettings.Provider settings, MessageReceiverListener inbox) {
    this.name = name;
    this.sender = Sender.of(settings.sourceAddress());
    this.window = new Semaphore(settings.window(), true);
    this.session = new SmppSession(name, settings, inbox);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String submit(ShortMessage message, Instant deadline) throws DeliveryException {
    try {
      if (!window.tryAcquire(until(deadline.minus(ANSWER)), TimeUnit.MILLISECONDS)) {
        throw new DeliveryException(Fault.PASSING, name + " is slow: its window is full");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(until(restsUntil));
        return submit(session.bound(until(deadline.minus(ANSWER))), message);
      } finally {
        window.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryException(Fault.PASSING, "interrupted before it was sent");
    }
  }

  private long until(Instant moment) {
    return moment.equals(Instant.MIN)
        ? 0
        : Math.max(0, Duration.between(clock.instant(), moment).toMillis());
  }

  private String submit(SMPPSession bound, ShortMessage message) throws DeliveryException {
    try {
      return bound
          .submitShortMessage(
              "",
              sender.type(),
              sender.plan(),
              sender.address(),
              TypeOfNumber.INTERNATIONAL,
              NumberingPlanIndicator.ISDN,
              message.number().substring(1),
              new ESMClass(),
              (byte) 0,
              (byte) 1,
              null,
              null,
              new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
              (byte) 0,
              DataCodings.ZERO,
              (byte) 0,
              Gsm7.encode(message.text()),
              new OptionalParameter.User_message_reference(
                  Receipts.reference(message.notification())))
          .getMessageId();
    } catch (NegativeResponseException e) {
      if (isTooMuch(e.getCommandStatus())) {
        restsUntil = clock.instant().plus(REST);
      }
      throw new DeliveryException(
          fault(e.getCommandStatus()),
          name + " refused it with status " + Integer.toHexString(e.getCommandStatus()));
    } catch (PDUException e) {
      throw new DeliveryException(Fault.FINAL, "no valid short message");
    } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
      throw new DeliveryException(Fault.UNCLEAR, name + " did not answer");
    }
  }

  private static boolean isTooMuch(int status) {
    return status == SMPPConstant.STAT_ESME_RTHROTTLED || status == SMPPConstant.STAT_ESME_RMSGQFUL;
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

  @Override
  public void close() {
    session.close();
  }

  /** The sender as the phone shows it (SMPP 3.4, sections 5.2.5 and 5.2.6). */
  private record Sender(TypeOfNumber type, NumberingPlanIndicator plan, String address) {

    static Sender of(String address) {
      if (address.matches("\\+[0-9]+")) {
        return new Sender(
            TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, address.substring(1));
      }
      return address.matches("[0-9]+")
          ? new Sender(TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN, address)
          : new Sender(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, address);
    }
  }
}
