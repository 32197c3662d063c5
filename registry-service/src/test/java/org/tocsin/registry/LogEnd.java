package org.tocsin.registry;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.service.log.Topics;

/** How many records the test broker has of what the registry follows. */
public final class LogEnd {

  private LogEnd() {}

  public static long sum() {
    List<TopicPartition> partitions =
        Stream.of(
                Topics.REPRISAL_EVENTS,
                Topics.SEALING_KEYS,
                Topics.AUDIT_EVENTS,
                Topics.ALERT_EVENTS,
                Topics.DEAD_LETTERS)
            .flatMap(
                topic ->
                    IntStream.range(0, topic.partitions())
                        .mapToObj(p -> new TopicPartition(topic.name(), p)))
            .toList();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", Infrastructure.kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
