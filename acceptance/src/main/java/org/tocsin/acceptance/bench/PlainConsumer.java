package org.tocsin.acceptance.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The other yardstick of a rebuild: a consumer that reads the record and does nothing with it. */
final class PlainConsumer {

  private static final String TOPIC = "reprisal-events";

  private PlainConsumer() {}

  /** Records a second, from the beginning of the topic to its end. */
  static double run(String brokers) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(each -> new TopicPartition(TOPIC, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long all = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      long begin = System.nanoTime();
      for (long read = 0; read < all; ) {
        read += consumer.poll(Duration.ofSeconds(1)).count();
      }
      return all * 1e9 / (System.nanoTime() - begin);
    }
  }

  /** How many records there are. */
  static long count(String brokers) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer
          .endOffsets(
              consumer.partitionsFor(TOPIC).stream()
                  .map(each -> new TopicPartition(TOPIC, each.partition()))
                  .toList())
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }
}
