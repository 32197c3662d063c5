package org.tocsin.service.log;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Follows the tail of {@code reprisal-events} by its headers: the last records that are there when
 * it begins, and all that come, but for those of which this process says that it knows them. Keeps
 * no position.
 *
 * <p>It asks ten times a second how far the log reaches, and fetches a moment later what is not
 * known by then: nothing, where nobody else writes. To hear each record again costs brokers and
 * process a tenth of a stream (docs/performance.md).
 */
public final class LogTail implements Follower {

  /** Within this the brokers have acknowledged what is ours of the records that were there. */
  private static final Duration REST = Duration.ofMillis(100);

  private static final Duration POLL = Duration.ofMillis(200);

  /** Then the brokers are asked anew, which fails where they are gone. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** It asks for what is there: the fetch that the last poll leaves behind need not wait. */
  private static final Map<String, Object> WHAT_IS_THERE =
      Map.of("auto.offset.reset", "earliest", "fetch.max.wait.ms", 10, "max.poll.records", 2_500);

  private final String name;
  private final TopicSpec topic;
  private final KafkaSettings kafka;
  private final long ofEach;
  private final Consumer<Heard> listener;
  private final Outages outages;
  private final FollowerThread thread;
  private final OwnRecords own = new OwnRecords();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private volatile boolean caughtUp;

  /**
   * A follower that does nothing until it is started.
   *
   * @param last how many of the newest records are heard first, about, over all partitions
   * @param listener called on the follower's thread; must not fail
   */
  public LogTail(
      String name, KafkaSettings kafka, long last, Consumer<Heard> listener, InstantSource clock) {
    this(name, Topics.REPRISAL_EVENTS, kafka, last, listener, clock);
  }

  LogTail(
      String name,
      TopicSpec topic,
      KafkaSettings kafka,
      long last,
      Consumer<Heard> listener,
      InstantSource clock) {
    this.name = name;
    this.topic = topic;
    this.kafka = kafka;
    this.ofEach = Math.ceilDiv(last, topic.partitions());
    this.listener = listener;
    this.outages = new Outages(name, clock);
    this.thread = new FollowerThread(name, outages, clock);
  }

  /** Whether what was there when this began has been heard. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /** This record need not be heard: whoever listens knows what it says. */
  public void passOver(RecordMetadata known) {
    if (known.hasOffset()) {
      own.add(known.partition(), known.offset());
    }
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
        caughtUp,
        outages.brokerMissingSince(),
        Optional.empty(),
        Optional.empty());
  }

  private void follow() {
    Topics.ensure(kafka, topic);
    var settings = new HashMap<>(kafka.consumer());
    settings.putAll(WHAT_IS_THERE);
    thread.with(new KafkaConsumer<>(settings, new Unread(), new Unread()), this::follow);
  }

  private void follow(KafkaConsumer<Void, Void> reading) {
    List<TopicPartition> partitions = Topics.partitions(reading, topic);
    reading.assign(partitions);
    while (!thread.stopping()) {
      Map<TopicPartition, Long> ends = reading.endOffsets(partitions);
      outages.brokerAnswered();
      thread.pause(REST);
      hear(reading, partitions, ends);
    }
  }

  /** What is there up to these ends. */
  private void hear(
      KafkaConsumer<Void, Void> reading,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    ends.forEach((p, end) -> next.put(p, place(p, end)));
    List<TopicPartition> behind = partitions.stream().filter(p -> isBehind(p, ends)).toList();
    partitions.forEach(p -> reading.seek(p, next.get(p)));
    reading.pause(partitions);
    reading.resume(behind);
    while (!thread.stopping()
        && behind.stream().anyMatch(p -> isBehind(p, ends))
        && System.nanoTime() < deadline) {
      reading.poll(POLL).forEach(found -> Heard.of(found).ifPresent(listener));
      behind.forEach(p -> next.put(p, reading.position(p)));
    }
    thread.polled();
    caughtUp |= behind.stream().noneMatch(p -> isBehind(p, ends));
  }

  /** Where to go on; where the brokers have lost the end of a log, that is where it ends now. */
  private long place(TopicPartition partition, long end) {
    long place = next.getOrDefault(partition, Math.max(0, end - ofEach));
    return own.passOver(partition.partition(), place, end);
  }

  private boolean isBehind(TopicPartition partition, Map<TopicPartition, Long> ends) {
    return next.get(partition) < ends.get(partition);
  }

  /** Leaves the bytes where they are. */
  private static final class Unread implements Deserializer<Void> {
    @Override
    public Void deserialize(String topic, byte[] data) {
      return null;
    }

    @Override
    public Void deserialize(String topic, Headers headers, ByteBuffer data) {
      return null;
    }
  }
}
