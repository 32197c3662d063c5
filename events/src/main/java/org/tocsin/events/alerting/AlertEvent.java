package org.tocsin.events.alerting;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One step of an alert, or of one message about it. The same step may come more than once, with the
 * same id.
 *
 * @param id of the step
 * @param sequence steps of one alert took place in this order; numbers are left out
 * @param alertId the alert
 * @param caseId its case; empty for what is about no case, such as a digest
 * @param message the message; empty for a step of the whole alert
 * @param step what became of it
 * @param at when
 */
public record AlertEvent(
    UUID id,
    long sequence,
    UUID alertId,
    Optional<UUID> caseId,
    Optional<Message> message,
    AlertStep step,
    Instant at) {

  public AlertEvent {
    Objects.requireNonNull(id);
    Objects.requireNonNull(alertId);
    Objects.requireNonNull(step);
    Objects.requireNonNull(at);
  }

  /**
   * One message to one contact.
   *
   * @param contact the contact's id
   * @param channel by which it goes, such as {@code sms}
   * @param occasion why, one of a kind within the alert
   */
  public record Message(String contact, String channel, String occasion) {

    public Message {
      Objects.requireNonNull(contact);
      Objects.requireNonNull(channel);
      Objects.requireNonNull(occasion);
    }
  }
}
