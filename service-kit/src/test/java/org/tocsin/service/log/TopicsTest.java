package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.Infrastructure;

/** Topics are made as the record needs them, by whoever comes first. */
class TopicsTest {

  private final KafkaSettings kafka = KafkaSettings.of(Infrastructure.kafka());

  @Test
  void severalProcessesMayMakeTheSameTopicsAtOnce() throws Exception {
    var topics =
        Topics.all().stream()
            .map(
                t ->
                    new TopicSpec(t.name() + "-" + UUID.randomUUID(), t.partitions(), t.settings()))
            .toArray(TopicSpec[]::new);
    try (var processes = Executors.newFixedThreadPool(4)) {
      CompletableFuture.allOf(
              IntStream.range(0, 4)
                  .mapToObj(
                      _ ->
                          CompletableFuture.runAsync(() -> Topics.ensure(kafka, topics), processes))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
    try (var admin = Admin.create(kafka.admin())) {
      for (var topic : topics) {
        var found = admin.describeTopics(List.of(topic.name())).allTopicNames().get();
        assertEquals(topic.partitions(), found.get(topic.name()).partitions().size());
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        topic
            .settings()
            .forEach((name, value) -> assertEquals(value, settings.get(name).value(), name));
      }
    }
  }

  @Test
  void theRecordIsKeptForEverAndStampedByTheBroker() {
    var settings = Topics.REPRISAL_EVENTS.settings();
    assertEquals("-1", settings.get("retention.ms"));
    assertEquals("LogAppendTime", settings.get("message.timestamp.type"));
    assertEquals(12, Topics.REPRISAL_EVENTS.partitions());
  }

  @Test
  void aTopicThatWouldLoseTheRecordIsNotAccepted() throws Exception {
    var topic = TopicSpec.forEver("test-" + UUID.randomUUID(), 1);
    try (var admin = Admin.create(kafka.admin())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic.name(), 1, (short) 1).configs(Map.of("retention.ms", "1000"))))
          .all()
          .get();
    }
    var refused = assertThrows(BrokerException.class, () -> Topics.ensure(kafka, topic));
    assertTrue(refused.getMessage().contains(topic.name()), refused.getMessage());
  }

  @Test
  void aSilentBrokerIsNamedAsSuch() {
    var nobody = KafkaSettings.of("127.0.0.1:" + FreePorts.one());
    var failure =
        assertThrows(BrokerException.class, () -> Topics.ensure(nobody, Topics.DEAD_LETTERS));
    assertTrue(failure.getMessage().length() > 10);
  }
}
