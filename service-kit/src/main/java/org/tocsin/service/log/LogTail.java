package org.tocsin.service.log;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Follows the tail of {@code reprisal-events} by its headers: the last records that are there when
 * it begins, and all that come. Every process hears all of it, and keeps no position.
 */
public final class LogTail implements Follower {

  /** Asks seldom and takes much: whoever follows the tail can be a quarter of a second behind. */
  private static final Map<String, Object> IN_LARGE_PIECES =
      Map.of("fetch.min.bytes", 1_048_576, "fetch.max.wait.ms", 250);

  private final TopicFollower<Void, Void> follower;

  /**
   * A follower that does nothing until it is started.
   *
   * @param last how many of the newest records are heard first, about, over all partitions
   * @param listener called on the follower's thread; must not fail
   */
  public LogTail(
      String name, KafkaSettings kafka, long last, Consumer<Heard> listener, InstantSource clock) {
    long ofEach = Math.ceilDiv(last, Topics.REPRISAL_EVENTS.partitions());
    this.follower =
        new TopicFollower<>(
            name,
            Topics.REPRISAL_EVENTS,
            kafka,
            IN_LARGE_PIECES,
            new Unread(),
            new Unread(),
            end -> Math.max(0, end - ofEach),
            found -> Heard.of(found).ifPresent(listener),
            clock);
  }

  /** Whether what was there when this began has been heard. */
  public boolean isCaughtUp() {
    return follower.isCaughtUp();
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
