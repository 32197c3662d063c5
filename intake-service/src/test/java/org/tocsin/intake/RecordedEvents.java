package org.tocsin.intake;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.tocsin.cluster.fixture.Infrastructure;

/** What stands in the log of the tests' broker. */
final class RecordedEvents {

  private static final Duration SOON = Duration.ofSeconds(20);

  private RecordedEvents() {}

  /** How many events there are. */
  static long count() {
    try (var consumer = consumer(Infrastructure.kafka())) {
      return consumer.endOffsets(partitions("reprisal-events", 12)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** The event with this id; fails if it does not come soon. */
  static ConsumerRecord<String, byte[]> find(String id) {
    var found = new ArrayList<ConsumerRecord<String, byte[]>>();
    await()
        .atMost(SOON)
        .until(
            () -> {
              all().stream().filter(r -> id(r).equals(id)).forEach(found::add);
              return !found.isEmpty();
            });
    return found.getFirst();
  }

  static String id(ConsumerRecord<String, byte[]> event) {
    return new String(event.headers().lastHeader("ce_id").value());
  }

  /** Every event, in no order. */
  static List<ConsumerRecord<String, byte[]>> all() {
    return all("reprisal-events", 12);
  }

  /** Every record of a topic, in no order. */
  static List<ConsumerRecord<String, byte[]>> all(String topic, int partitions) {
    return all(Infrastructure.kafka(), topic, partitions);
  }

  /** The digests under each id that begins so; more than one for an id are different contents. */
  static Map<String, Set<String>> digests(String brokers, String prefix) {
    return all(brokers, "reprisal-events", 12).stream()
        .filter(event -> id(event).startsWith(prefix))
        .collect(
            Collectors.groupingBy(
                RecordedEvents::id,
                Collectors.mapping(
                    event -> new String(event.headers().lastHeader("ce_digest").value()),
                    Collectors.toSet())));
  }

  private static List<ConsumerRecord<String, byte[]>> all(
      String brokers, String topic, int partitions) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer = consumer(brokers)) {
      var parts = partitions(topic, partitions);
      consumer.assign(parts);
      consumer.seekToBeginning(parts);
      var ends = consumer.endOffsets(parts);
      while (parts.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static KafkaConsumer<String, byte[]> consumer(String brokers) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", brokers),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private static Set<TopicPartition> partitions(String topic, int count) {
    return IntStream.range(0, count)
        .mapToObj(p -> new TopicPartition(topic, p))
        .collect(Collectors.toSet());
  }
}
