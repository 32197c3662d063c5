package org.tocsin.service.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A topic as it has to be.
 *
 * @param name the topic's name
 * @param partitions how many partitions it is made with
 * @param settings what is set when it is made
 */
public record TopicSpec(String name, int partitions, Map<String, String> settings) {

  /**
   * Settings without which the services would be wrong, not only slow: checked on a topic that
   * somebody else made.
   */
  static final List<String> ESSENTIAL =
      List.of("cleanup.policy", "message.timestamp.type", "retention.ms");

  public TopicSpec {
    settings = Map.copyOf(settings);
  }

  /** Kept for ever, and stamped by the broker: the record's timestamp is when it was recorded. */
  public static TopicSpec forEver(String name, int partitions) {
    return new TopicSpec(
        name,
        partitions,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "message.timestamp.type", "LogAppendTime"));
  }

  /** The last value of each key is kept; a tombstone stays a week, for followers that were away. */
  public static TopicSpec lastOfEachKey(String name, int partitions, Map<String, String> more) {
    var settings =
        new HashMap<>(Map.of("cleanup.policy", "compact", "delete.retention.ms", "604800000"));
    settings.putAll(more);
    return new TopicSpec(name, partitions, settings);
  }
}
