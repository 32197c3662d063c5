package org.tocsin.service.log;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what stands in a topic now, once, in bounded memory. */
public final class WholeTopic {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * What was read of a partition.
   *
   * @param from the first offset that is still there
   * @param to the offset after the last
   */
  public record Extent(int partition, long from, long to) {}

  private WholeTopic() {}

  /**
   * Shows every record to {@code each}, in order within a partition, and returns at the end that
   * the topic had when this began.
   *
   * @throws BrokerException if nothing comes for 20 seconds
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   */
  public static List<Extent> read(
      KafkaSettings kafka, TopicSpec topic, Consumer<ConsumerRecord<String, byte[]>> each) {
    Topics.ensure(kafka, topic);
    try (var reading = consumer(kafka)) {
      List<Extent> extents = extents(reading, topic);
      reading.assign(extents.stream().map(one -> partition(topic, one)).toList());
      extents.forEach(one -> reading.seek(partition(topic, one), one.from));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (extents.stream().anyMatch(one -> reading.position(partition(topic, one)) < one.to)) {
        var found = reading.poll(POLL);
        if (!found.isEmpty()) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw new BrokerException("Nothing more comes of " + topic.name(), null);
        }
        found.forEach(each);
      }
      return extents;
    }
  }

  /** How far the partitions reach now, without reading them. */
  public static List<Extent> extents(KafkaSettings kafka, TopicSpec topic) {
    Topics.ensure(kafka, topic);
    try (var asking = consumer(kafka)) {
      return extents(asking, topic);
    }
  }

  private static List<Extent> extents(KafkaConsumer<?, ?> asking, TopicSpec topic) {
    var partitions =
        asking.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    var begins = asking.beginningOffsets(partitions);
    var ends = asking.endOffsets(partitions);
    return partitions.stream()
        .map(p -> new Extent(p.partition(), begins.get(p), ends.get(p)))
        .sorted(Comparator.comparingInt(Extent::partition))
        .toList();
  }

  private static TopicPartition partition(TopicSpec topic, Extent extent) {
    return new TopicPartition(topic.name(), extent.partition);
  }

  private static KafkaConsumer<String, byte[]> consumer(KafkaSettings kafka) {
    var settings = new HashMap<>(kafka.consumer());
    settings.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
