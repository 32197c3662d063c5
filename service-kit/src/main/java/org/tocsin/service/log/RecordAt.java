package org.tocsin.service.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads single records by their place in the log. */
public final class RecordAt {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private RecordAt() {}

  /**
   * The record at a place; empty if there is none.
   *
   * @throws BrokerException if the brokers do not answer within five seconds
   */
  public static Optional<ConsumerRecord<String, byte[]>> read(
      KafkaSettings kafka, String topic, int partition, long offset) {
    var place = new TopicPartition(topic, partition);
    try (var consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(place));
      if (offset >= consumer.endOffsets(List.of(place)).get(place)
          || offset < consumer.beginningOffsets(List.of(place)).get(place)) {
        return Optional.empty();
      }
      consumer.seek(place, offset);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<String, byte[]> found : consumer.poll(PATIENCE)) {
          return Optional.of(found).filter(one -> one.offset() == offset);
        }
      }
      throw new BrokerException("The record could not be read in time", null);
    } catch (KafkaException failed) {
      throw new BrokerException("The record could not be read", failed);
    }
  }
}
