package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.service.log.LogOfTests.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.Infrastructure;

/** A compacted topic in memory is what the topic says now. */
class CompactedTopicTest {

  private final KafkaSettings kafka = KafkaSettings.of(Infrastructure.kafka());
  private final TopicSpec topic = TopicSpec.lastOfEachKey("test-" + UUID.randomUUID(), 2, Map.of());
  private final LogWriter writer = new LogWriter(kafka);
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private final CompactedTopic<String> follower =
      new CompactedTopic<>(
          "directory",
          topic,
          kafka,
          LogOfTests.TEXT,
          (key, value) -> changes.add(key + "=" + value.orElse("gone")),
          InstantSource.system());

  @AfterEach
  void end() {
    follower.stop();
    writer.close();
  }

  private void write(String key, String value) {
    writer.append(topic, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8)).join();
  }

  @Test
  void itBeginsWithWhatIsThereAndSaysWhenItHasCaughtUp() throws Exception {
    Topics.ensure(kafka, topic);
    write("a", "1");
    write("b", "1");
    write("a", "2");
    write("b", null);
    assertFalse(follower.isCaughtUp());
    follower.start();
    assertTrue(follower.awaitCaughtUp(Duration.ofSeconds(20)));
    assertEquals(Map.of("a", "2"), follower.all());
    assertTrue(follower.state().ready(InstantSource.system().instant()));
  }

  @Test
  void itFollowsChangesAndTellsThem() throws Exception {
    follower.start();
    assertTrue(follower.awaitCaughtUp(Duration.ofSeconds(20)));
    write("a", "1");
    within(10).until(() -> follower.get("a").equals(Optional.of("1")));
    write("a", null);
    within(10).until(() -> follower.get("a").isEmpty());
    assertEquals(List.of("a=1", "a=gone"), changes);
  }

  @Test
  void anUnreadableValueDoesNotLeaveTheOldOneInForce() throws Exception {
    Topics.ensure(kafka, topic);
    write("a", "1");
    write("a", "poison");
    follower.start();
    assertTrue(follower.awaitCaughtUp(Duration.ofSeconds(20)));
    assertEquals(Map.of(), follower.all());
    assertEquals(Set.of("a"), follower.unreadable());
    write("a", "2");
    within(10).until(() -> follower.all().equals(Map.of("a", "2")));
    assertEquals(Set.of(), follower.unreadable());
  }
}
