package org.tocsin.alert.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.tocsin.alert.delivery.DeliveryException;

/** An account by which SMS go out. Called by many threads at once. */
interface SmsProvider {

  /** How long the provider may take for its answer. */
  Duration ANSWER = Duration.ofSeconds(5);

  /** As the configuration calls it. */
  String name();

  /**
   * Hands a message over and returns when the provider has taken it.
   *
   * @param deadline nothing is begun that could last longer
   * @return the provider's id of it, by which a receipt will come; null if none will
   * @throws DeliveryException if it did not take it, or is not known to have
   */
  String submit(ShortMessage message, Instant deadline) throws DeliveryException;

  void close();

  /**
   * One segment.
   *
   * @param number in E.164 form with its plus
   * @param notification by a part of its id a receipt can name the message
   * @param text of the GSM 7-bit alphabet
   */
  record ShortMessage(String number, UUID notification, String text) {}
}
