package org.tocsin.service.log;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.tocsin.events.sealing.KeyName;

/**
 * Knows in memory for which owners no data key may be made, from the beginning of {@code
 * sealing-keys} and as it changes, and hears which keys are destroyed. Of all the records only the
 * erased owners are kept. Safe for many threads.
 */
public final class ErasedOwners implements Follower {

  private static final Logger LOG = Logger.getLogger(ErasedOwners.class);
  private static final String MARK = "/" + ErasureMark.NAME;

  private final TopicFollower follower;
  private final Consumer<KeyName> destroyed;
  private final KeyRecordDecoder decoder = new KeyRecordDecoder();
  private final Set<String> blocked = ConcurrentHashMap.newKeySet();

  /**
   * A follower that does nothing until it is started.
   *
   * @param destroyed told on the follower's thread of each data key that is destroyed; must not
   *     fail
   */
  public ErasedOwners(
      String name, KafkaSettings kafka, Consumer<KeyName> destroyed, InstantSource clock) {
    this.destroyed = destroyed;
    this.follower = new TopicFollower(name, Topics.SEALING_KEYS, kafka, this::hear, clock);
  }

  /**
   * Whether no new key may be made for this owner. Before {@link #caughtUp()} a no means nothing.
   */
  public boolean blocks(String owner) {
    return blocked.contains(owner);
  }

  /** Completes when everything that was in the topic when this began has been heard. */
  public CompletableFuture<Void> caughtUp() {
    return follower.caughtUp().copy();
  }

  private void hear(ConsumerRecord<String, byte[]> found) {
    if (found.key() == null) {
      return;
    }
    if (found.key().endsWith(MARK)) {
      mark(found);
    } else if (found.value() == null) {
      KeyName.of(found.key()).ifPresent(destroyed);
    }
  }

  /** A mark that cannot be read blocks: too much refused is told to somebody, too much kept not. */
  private void mark(ConsumerRecord<String, byte[]> found) {
    String owner = found.key().substring(0, found.key().length() - MARK.length());
    boolean blocks = true;
    try {
      blocks = decoder.decode(found) instanceof ErasureMark mark && mark.blocks();
    } catch (UndecodableException notReadable) {
      LOG.errorf(
          "the erasure mark at %s/%d/%d cannot be read and counts as an erasure; write it anew",
          found.topic(), found.partition(), found.offset());
    }
    if (blocks) {
      blocked.add(owner);
    } else {
      blocked.remove(owner);
    }
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
}
