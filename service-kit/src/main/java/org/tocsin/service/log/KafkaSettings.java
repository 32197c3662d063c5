package org.tocsin.service.log;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.Config;

/**
 * How this process reaches the brokers: every {@code kafka.*} key of the configuration (addresses,
 * TLS, SASL), with what the services need on top of it.
 */
public final class KafkaSettings {

  private static final String PREFIX = "kafka.";

  private final Map<String, Object> shared;
  private final OptionalInt replication;

  private KafkaSettings(Map<String, Object> shared, OptionalInt replication) {
    this.shared = Map.copyOf(shared);
    this.replication = replication;
  }

  /** Addresses only. */
  public static KafkaSettings of(String bootstrapServers) {
    return new KafkaSettings(Map.of("bootstrap.servers", bootstrapServers), OptionalInt.empty());
  }

  /** From {@code kafka.*}, also as environment variables ({@code KAFKA_SECURITY_PROTOCOL}). */
  public static KafkaSettings from(Config config) {
    var shared = new HashMap<String, Object>();
    for (var name : config.getPropertyNames()) {
      var dotted = name.toLowerCase(Locale.ROOT).replace('_', '.');
      if (dotted.startsWith(PREFIX) && dotted.length() > PREFIX.length()) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(value -> shared.put(dotted.substring(PREFIX.length()), value));
      }
    }
    // Through the configuration's own rules, so that the highest source wins whatever its spelling.
    shared.replaceAll(
        (key, value) ->
            config.getOptionalValue(PREFIX + key, String.class).orElse(value.toString()));
    if (!shared.containsKey("bootstrap.servers")) {
      throw new IllegalStateException(
          "kafka.bootstrap.servers is not set: give the brokers as host:port, separated by commas");
    }
    var replication = config.getOptionalValue("tocsin.log.replication", Integer.class);
    return new KafkaSettings(
        shared, replication.map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  /** How many copies a new topic gets, if that is not left to the number of brokers. */
  OptionalInt replication() {
    return replication;
  }

  Map<String, Object> admin() {
    return with(Map.of("default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000));
  }

  /**
   * Acknowledged by all in-sync replicas, never doubled by a retry, given up before a client waits
   * five seconds.
   */
  Map<String, Object> producer() {
    return with(
        Map.ofEntries(
            Map.entry("acks", "all"),
            Map.entry("enable.idempotence", true),
            Map.entry("linger.ms", 0),
            // What comes while a request is under way goes together with the next: less work for
            // the brokers under load (docs/performance.md), and without load nobody waits for it.
            Map.entry("max.in.flight.requests.per.connection", 1),
            // Never waits in the caller: what has no room or no metadata fails at once, and
            // LogWriter sees to it.
            Map.entry("max.block.ms", 0),
            Map.entry("metadata.max.idle.ms", 86_400_000),
            Map.entry("batch.size", 65_536),
            Map.entry("request.timeout.ms", 2_000),
            // A broker that dies is replaced in about four seconds; no request need fail for that.
            Map.entry("delivery.timeout.ms", 4_500),
            Map.entry("retry.backoff.max.ms", 250),
            Map.entry("reconnect.backoff.max.ms", 500)));
  }

  /** The same, but a record waits a moment for others of its partition. */
  Map<String, Object> patientProducer() {
    var settings = new HashMap<>(producer());
    settings.put("linger.ms", 10);
    return settings;
  }

  /** Without offsets of its own: the reader says where to begin. */
  Map<String, Object> consumer() {
    return with(
        Map.of(
            "enable.auto.commit",
            false,
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            false,
            "reconnect.backoff.max.ms",
            500,
            "default.api.timeout.ms",
            5_000,
            "metadata.max.age.ms",
            30_000));
  }

  /** One that reads a log from its beginning, without a group: many records at a time. */
  Map<String, Object> consumerOfAll() {
    var settings = new HashMap<>(consumer());
    settings.put("auto.offset.reset", "none");
    settings.put("max.poll.records", 2_500);
    return settings;
  }

  /**
   * One of a group that shares the partitions; one that is killed or halted is replaced after six
   * to eight seconds.
   *
   * <p>The classic protocol, since there the client says how long it may be silent. Six seconds are
   * the least that brokers take as they come ({@code group.min.session.timeout.ms}). In the newer
   * one ({@code group.protocol=consumer}) it is the brokers' setting, 45 seconds and by default not
   * less. The others hear of it with their next heartbeat. Cooperative, so that they go on with
   * what they have meanwhile, and get what the lost one had in one round.
   */
  Map<String, Object> consumer(String group) {
    var settings = new HashMap<>(consumer());
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "none");
    // One transaction for so many at most: what costs by the transaction costs a fraction.
    settings.putIfAbsent("max.poll.records", 1_000);
    // A deployment may prefer to wait longer, where processes are often halted for seconds.
    settings.putIfAbsent("session.timeout.ms", 6_000);
    settings.putIfAbsent("heartbeat.interval.ms", 1_500);
    settings.put(
        "partition.assignment.strategy",
        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    return settings;
  }

  private Map<String, Object> with(Map<String, Object> own) {
    var settings = new HashMap<>(shared);
    settings.putAll(own);
    return settings;
  }

  @Override
  public String toString() {
    return "KafkaSettings" + shared.keySet();
  }
}
