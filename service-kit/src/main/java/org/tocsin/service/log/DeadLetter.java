package org.tocsin.service.log;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A record that could not be processed, by reference: the content stays where it is.
 *
 * @param topic where it stands
 * @param partition the partition
 * @param offset the offset
 * @param reason a stable code
 * @param consumer which reader could not process it
 * @param subject what it is about, such as the id of a case, where its key tells; null otherwise
 * @param service which service the reader belongs to; null until it is published, and in letters of
 *     the first version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    String reason,
    String consumer,
    String subject,
    String service) {

  /** One that is not published yet, about a record of which only the place is known. */
  DeadLetter(String topic, int partition, long offset, String reason, String consumer) {
    this(topic, partition, offset, reason, consumer, null, null);
  }

  DeadLetter about(String known) {
    return new DeadLetter(topic, partition, offset, reason, consumer, known, service);
  }

  DeadLetter from(String writer) {
    return new DeadLetter(topic, partition, offset, reason, consumer, subject, writer);
  }

  String key() {
    return topic + "/" + partition + "/" + offset;
  }
}
