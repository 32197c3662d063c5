package org.tocsin.service.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where the partitions of a topic end, asked of the brokers. Safe for many threads. */
public final class LogEnds implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 1_500;

  /**
   * The ends at a moment.
   *
   * @param askedAt just before the brokers were asked
   * @param next the offset of the next record, by partition
   */
  public record Ends(Instant askedAt, Map<Integer, Long> next) {}

  private final KafkaSettings kafka;
  private final Map<TopicPartition, OffsetSpec> wanted;
  private final Duration fresh;
  private final InstantSource clock;
  private Admin admin;
  private Ends last;

  /**
   * Asks nobody yet.
   *
   * @param fresh for so long an answer is given again
   */
  public LogEnds(KafkaSettings kafka, TopicSpec topic, Duration fresh, InstantSource clock) {
    this.kafka = kafka;
    this.wanted =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .collect(Collectors.toMap(partition -> partition, latest -> OffsetSpec.latest()));
    this.fresh = fresh;
    this.clock = clock;
  }

  /**
   * The ends now, or a moment ago.
   *
   * @throws BrokerException if the brokers do not answer
   */
  public synchronized Ends now() {
    if (last == null || last.askedAt.plus(fresh).isBefore(clock.instant())) {
      last = ask();
    }
    return last;
  }

  private Ends ask() {
    if (admin == null) {
      admin = Admin.create(kafka.admin());
    }
    Instant askedAt = clock.instant();
    try {
      var next = new HashMap<Integer, Long>();
      admin
          .listOffsets(wanted)
          .all()
          .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> next.put(partition.partition(), end.offset()));
      return new Ends(askedAt, Map.copyOf(next));
    } catch (ExecutionException | TimeoutException failed) {
      throw new BrokerException("The brokers do not say where the log ends", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BrokerException("Stopped while asking where the log ends", stopped);
    }
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
