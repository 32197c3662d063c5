package org.tocsin.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.service.log.Topics;

/** What the audit log of the test broker says. */
final class AuditOf {

  private AuditOf() {}

  /** Whose files were read, of those with one of these ids. */
  static Set<String> about(Set<String> ids) throws IOException {
    var partitions =
        IntStream.range(0, Topics.AUDIT_EVENTS.partitions())
            .mapToObj(p -> new TopicPartition(Topics.AUDIT_EVENTS.name(), p))
            .toList();
    var about = new HashSet<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", Infrastructure.kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var entry : consumer.poll(Duration.ofMillis(200))) {
          String file = new ObjectMapper().readTree(entry.value()).path("about").asText();
          if (ids.stream().anyMatch(file::contains)) {
            about.add(file);
          }
        }
      }
    }
    return about;
  }
}
