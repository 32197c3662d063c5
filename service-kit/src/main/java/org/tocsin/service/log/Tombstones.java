package org.tocsin.service.log;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hears which keys of a compacted topic are deleted from now on. */
public final class Tombstones implements Follower {

  private final TopicFollower<String, byte[]> follower;

  /**
   * A follower that does nothing until it is started.
   *
   * @param topic made if it is not there
   * @param deleted told of each key on the follower's thread; must not fail
   */
  public Tombstones(
      String name,
      TopicSpec topic,
      KafkaSettings kafka,
      Consumer<String> deleted,
      InstantSource clock) {
    this.follower =
        new TopicFollower<>(
            name,
            topic,
            kafka,
            Map.of(),
            new StringDeserializer(),
            new ByteArrayDeserializer(),
            end -> end,
            found -> {
              if (found.value() == null && found.key() != null) {
                deleted.accept(found.key());
              }
            },
            clock);
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
