package org.tocsin.service.log;

/**
 * A record that could not be processed, by reference: the content stays where it is.
 *
 * @param topic where it stands
 * @param partition the partition
 * @param offset the offset
 * @param reason a stable code
 * @param consumer which reader could not process it
 */
public record DeadLetter(String topic, int partition, long offset, String reason, String consumer) {

  String key() {
    return topic + "/" + partition + "/" + offset;
  }
}
