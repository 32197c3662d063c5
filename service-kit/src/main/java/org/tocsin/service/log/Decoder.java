package org.tocsin.service.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes sense of a record's bytes. */
@FunctionalInterface
public interface Decoder<T> {

  /**
   * What the record says.
   *
   * @throws UndecodableException if it is poison; any unchecked exception counts as that too
   */
  T decode(ConsumerRecord<String, byte[]> found) throws UndecodableException;
}
