package org.tocsin.service.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Keeps the last value of each key of a compacted topic in memory, from the beginning and as it
 * changes. Every process reads all of it.
 *
 * <p>A value that cannot be read is treated as absent, since an older one must not stay in force;
 * its place is told by {@link #unreadable()} and in the log.
 */
public final class CompactedTopic<V> implements Follower {

  private static final Logger LOG = Logger.getLogger(CompactedTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BROKER_ANSWERS = Duration.ofSeconds(2);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(5);

  private final String name;
  private final TopicSpec topic;
  private final KafkaSettings kafka;
  private final Decoder<V> decoder;
  private final BiConsumer<String, Optional<V>> onChange;
  private final InstantSource clock;
  private final Outages outages;
  private final FollowerThread thread;
  private final Map<String, V> values = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);

  /**
   * A follower that does nothing until it is started.
   *
   * @param topic made if it is not there
   * @param decoder makes sense of a value; never called for a tombstone
   * @param onChange told on the follower's thread of every new value, and of each key that is gone
   *     (empty); what it throws is logged and changes nothing
   */
  public CompactedTopic(
      String name,
      TopicSpec topic,
      KafkaSettings kafka,
      Decoder<V> decoder,
      BiConsumer<String, Optional<V>> onChange,
      InstantSource clock) {
    this.name = name;
    this.topic = topic;
    this.kafka = kafka;
    this.decoder = decoder;
    this.onChange = onChange;
    this.clock = clock;
    this.outages = new Outages(name, clock);
    this.thread = new FollowerThread(name, outages, clock);
  }

  /** The value of a key now. Before {@link #isCaughtUp()} absence means nothing. */
  public Optional<V> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  public Map<String, V> all() {
    return Map.copyOf(values);
  }

  /** Whether everything that was in the topic when this began has been read. */
  public boolean isCaughtUp() {
    return caughtUp.getCount() == 0;
  }

  /** Waits for that; false if it took longer. */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Keys whose present value cannot be read. */
  public Set<String> unreadable() {
    return Set.copyOf(unreadable);
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
    var reading =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    thread.with(reading, this::follow);
  }

  private void follow(KafkaConsumer<String, byte[]> reading) {
    var partitions =
        reading.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    reading.assign(partitions);
    // After an outage it goes on where it was: what was deleted meanwhile is seen as a tombstone.
    partitions.forEach(p -> reading.seek(p, next.getOrDefault(p, 0L)));
    follow(reading, partitions);
  }

  private void follow(KafkaConsumer<String, byte[]> reading, List<TopicPartition> partitions) {
    var ends = reading.endOffsets(partitions);
    outages.brokerAnswered();
    var lookedAround = clock.instant();
    while (!thread.stopping()) {
      reading.poll(POLL).forEach(this::apply);
      partitions.forEach(p -> next.put(p, reading.position(p)));
      thread.polled();
      if (!isCaughtUp() && partitions.stream().allMatch(p -> next.get(p) >= ends.get(p))) {
        caughtUp.countDown();
      }
      if (lookedAround.plus(LOOK_AROUND).isBefore(clock.instant())) {
        lookedAround = clock.instant();
        reading.endOffsets(partitions, BROKER_ANSWERS);
      }
    }
  }

  private void apply(ConsumerRecord<String, byte[]> found) {
    if (found.key() == null) {
      return;
    }
    Optional<V> value = Optional.empty();
    unreadable.remove(found.key());
    if (found.value() != null) {
      try {
        value = Optional.of(decoder.decode(found));
      } catch (UndecodableException | RuntimeException notReadable) {
        unreadable.add(found.key());
        LOG.errorf(
            "%s: the value at %s/%d/%d cannot be read and counts as absent; write it anew",
            name, found.topic(), found.partition(), found.offset());
      }
    }
    if (value.isPresent()) {
      values.put(found.key(), value.get());
    } else {
      values.remove(found.key());
    }
    tell(found.key(), value);
  }

  /** A listener that fails must not end the follower, or later changes would never be seen. */
  private void tell(String key, Optional<V> value) {
    try {
      onChange.accept(key, value);
    } catch (RuntimeException failed) {
      LOG.errorf(WithoutMessage.of(failed), "%s: a change was not taken in", name);
    }
  }
}
