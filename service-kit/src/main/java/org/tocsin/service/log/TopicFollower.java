package org.tocsin.service.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads all partitions of a topic from the beginning in one process, without a group and without a
 * position that is kept; after an outage it goes on where it was.
 */
final class TopicFollower implements Follower {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BROKER_ANSWERS = Duration.ofSeconds(2);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(5);

  private final String name;
  private final TopicSpec topic;
  private final KafkaSettings kafka;
  private final Consumer<ConsumerRecord<String, byte[]>> each;
  private final InstantSource clock;
  private final Outages outages;
  private final FollowerThread thread;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

  /**
   * A follower that does nothing until it is started.
   *
   * @param topic made if it is not there
   * @param each called on the follower's thread for every record; must not fail
   */
  TopicFollower(
      String name,
      TopicSpec topic,
      KafkaSettings kafka,
      Consumer<ConsumerRecord<String, byte[]>> each,
      InstantSource clock) {
    this.name = name;
    this.topic = topic;
    this.kafka = kafka;
    this.each = each;
    this.clock = clock;
    this.outages = new Outages(name, clock);
    this.thread = new FollowerThread(name, outages, clock);
  }

  /** Whether everything that was in the topic when this began has been read. */
  boolean isCaughtUp() {
    return caughtUp.isDone();
  }

  /** Waits for that; false if it took longer. */
  boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    try {
      caughtUp.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException tookLonger) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("nothing fails it", impossible);
    }
  }

  /** Completes with that; never fails. */
  CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  @Override
  public void start() {
    thread.start(this::follow);
  }

  @Override
  public void stop() {
    thread.stop();
  }

  @Override
  public FollowerState state() {
    return new FollowerState(
        name,
        thread.isStarted(),
        thread.isAlive(),
        thread.polledAt(),
        isCaughtUp(),
        outages.brokerMissingSince(),
        Optional.empty(),
        Optional.empty());
  }

  private void follow() {
    Topics.ensure(kafka, topic);
    var settings = new HashMap<>(kafka.consumer());
    settings.put("auto.offset.reset", "earliest");
    thread.with(
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer()),
        this::follow);
  }

  private void follow(KafkaConsumer<String, byte[]> reading) {
    List<TopicPartition> partitions = Topics.partitions(reading, topic);
    reading.assign(partitions);
    var ends = reading.endOffsets(partitions);
    // In a compacted topic, what was deleted during an outage is seen as a tombstone.
    partitions.forEach(p -> reading.seek(p, next.computeIfAbsent(p, q -> 0L)));
    outages.brokerAnswered();
    follow(reading, partitions, ends);
  }

  private void follow(
      KafkaConsumer<String, byte[]> reading,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    var lookedAround = clock.instant();
    while (!thread.stopping()) {
      var found = reading.poll(POLL);
      var begin = System.nanoTime();
      found.forEach(each);
      partitions.forEach(p -> next.put(p, reading.position(p)));
      thread.polled();
      if (!isCaughtUp() && partitions.stream().allMatch(p -> next.get(p) >= ends.get(p))) {
        caughtUp.complete(null);
      }
      if (lookedAround.plus(LOOK_AROUND).isBefore(clock.instant())) {
        lookedAround = clock.instant();
        reading.endOffsets(partitions, BROKER_ANSWERS);
      }
      if (isCaughtUp() && !found.isEmpty()) {
        LockSupport.parkNanos(begin + ReadingTurn.PACE.toNanos() - System.nanoTime());
      }
    }
  }
}
