package org.tocsin.service.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

  private final String name;
  private final Decoder<V> decoder;
  private final BiConsumer<String, Optional<V>> onChange;
  private final TopicFollower follower;
  private final Map<String, V> values = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

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
    this.decoder = decoder;
    this.onChange = onChange;
    this.follower = new TopicFollower(name, topic, kafka, this::apply, clock);
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
    return follower.isCaughtUp();
  }

  /** Waits for that; false if it took longer. */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return follower.awaitCaughtUp(longest);
  }

  /** Keys whose present value cannot be read. */
  public Set<String> unreadable() {
    return Set.copyOf(unreadable);
  }

  @Override
  public void start() {
    follower.start();
  }

  @Override
  public void stop() {
    follower.stop();
  }

  @Override
  public FollowerState state() {
    return follower.state();
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
