package org.tocsin.service.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of Tocsin, and how a service makes sure of those it needs. */
public final class Topics {

  /** What happened: the record that everything else is computed from. */
  public static final TopicSpec REPRISAL_EVENTS = TopicSpec.forEver("reprisal-events", 12);

  /** Partners with their hashed API keys, by organisation. */
  public static final TopicSpec PARTNER_DIRECTORY =
      TopicSpec.lastOfEachKey("partner-directory", 1, Map.of());

  /** When each partner that announces itself was heard of last, by organisation. */
  public static final TopicSpec PARTNER_BEATS =
      TopicSpec.lastOfEachKey("partner-beats", 1, Map.of());

  /** What was sent to whom and what came back, by alert. */
  public static final TopicSpec ALERT_EVENTS = TopicSpec.forEver("alert-events", 12);

  /** What a reader could not process, by reference. */
  public static final TopicSpec DEAD_LETTERS = TopicSpec.forEver("dead-letters", 1);

  /** Who read, exported or changed what. */
  public static final TopicSpec AUDIT_EVENTS = TopicSpec.forEver("audit-events", 12);

  /**
   * Wrapped data keys; compacted so eagerly that a tombstone has erased its key within the hour.
   */
  public static final TopicSpec SEALING_KEYS =
      TopicSpec.lastOfEachKey(
          "sealing-keys",
          12,
          Map.of(
              "segment.ms", "600000",
              "max.compaction.lag.ms", "1800000",
              "min.cleanable.dirty.ratio", "0.01"));

  private static final long PATIENCE_SECONDS = 10;
  private static final long PROPAGATION_MILLIS = 50;
  private static final int BEST_REPLICATION = 3;

  private Topics() {}

  public static List<TopicSpec> all() {
    return List.of(
        REPRISAL_EVENTS,
        PARTNER_DIRECTORY,
        PARTNER_BEATS,
        ALERT_EVENTS,
        DEAD_LETTERS,
        AUDIT_EVENTS,
        SEALING_KEYS);
  }

  /**
   * Makes what is missing and checks what is there. Any number of processes may do so at once.
   *
   * @throws BrokerException if the broker cannot be reached within ten seconds, or a topic is not
   *     as it has to be
   */
  public static void ensure(KafkaSettings kafka, TopicSpec... topics) {
    try (var admin = Admin.create(kafka.admin())) {
      var brokers = admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).size();
      var replication = kafka.replication().orElse(Math.min(BEST_REPLICATION, brokers));
      for (var topic : topics) {
        create(admin, topic, replication);
        check(admin, topic);
      }
    } catch (ExecutionException failed) {
      throw new BrokerException("The topics cannot be made sure of", failed.getCause());
    } catch (TimeoutException late) {
      throw new BrokerException(
          "No answer from the brokers (kafka.bootstrap.servers) in " + PATIENCE_SECONDS + " s",
          late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BrokerException("Stopped while making sure of the topics", stopped);
    }
  }

  /**
   * The partitions of a topic as this consumer knows them.
   *
   * @throws BrokerException if none are known yet: a topic just made is known to the controller
   *     first, and to each broker a moment later
   */
  static List<TopicPartition> partitions(KafkaConsumer<?, ?> reading, TopicSpec topic) {
    List<TopicPartition> partitions =
        reading.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new BrokerException("No partitions of " + topic.name() + " are known yet", null);
    }
    return partitions;
  }

  private static void create(Admin admin, TopicSpec topic, int replication)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS).contains(topic.name())) {
      return;
    }
    var settings = new HashMap<>(topic.settings());
    settings.put("min.insync.replicas", replication >= BEST_REPLICATION ? "2" : "1");
    var wanted =
        new NewTopic(topic.name(), topic.partitions(), (short) replication).configs(settings);
    try {
      admin.createTopics(List.of(wanted)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
  }

  private static void check(Admin admin, TopicSpec topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    var actual = settings(admin, topic);
    for (var name : TopicSpec.ESSENTIAL) {
      var wanted = topic.settings().get(name);
      if (wanted != null && !wanted.equals(actual.get(name).value())) {
        throw new BrokerException(
            "Topic %s has %s=%s and must have %s. Set it with kafka-configs.sh; what was written before stays as it is."
                .formatted(topic.name(), name, actual.get(name).value(), wanted),
            null);
      }
    }
  }

  /** A topic just made is known to the controller at once and to the brokers a moment later. */
  private static Config settings(Admin admin, TopicSpec topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    for (var left = PATIENCE_SECONDS * 1_000 / PROPAGATION_MILLIS; ; left--) {
      try {
        return admin
            .describeConfigs(List.of(resource))
            .all()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .get(resource);
      } catch (ExecutionException failed) {
        if (left == 0 || !(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failed;
        }
        Thread.sleep(PROPAGATION_MILLIS);
      }
    }
  }
}
