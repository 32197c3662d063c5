package org.tocsin.registry.horizon;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.registry.history.Place;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogEnds;
import org.tocsin.service.log.Topics;

/**
 * Up to when everything that was recorded is in the tables, in all partitions, whichever instance
 * reads them.
 *
 * <p>A partition whose end is reached counts up to when the brokers were asked, less the time that
 * a record may take from its append to all in-sync replicas ({@code tocsin.registry.settling},
 * which must also cover how far clocks differ); another up to its last record that is in the
 * tables.
 */
@ApplicationScoped
public class Reached {

  private static final Duration FRESH = Duration.ofMillis(20);

  private final LogEnds ends;
  private final Duration settling;
  private volatile Optional<Instant> last = Optional.empty();

  Reached(
      KafkaSettings kafka,
      @ConfigProperty(name = "tocsin.registry.settling", defaultValue = "100MS")
          Duration settling) {
    this.ends = new LogEnds(kafka, Topics.REPRISAL_EVENTS, FRESH, Clock.systemUTC());
    this.settling = settling;
  }

  /**
   * In milliseconds; while the brokers cannot be asked, what it was before.
   *
   * @throws BrokerException if the brokers cannot be asked and never could
   */
  public Instant now(Connection connection) throws SQLException {
    try {
      Instant reached = reached(connection, ends.now()).truncatedTo(ChronoUnit.MILLIS);
      last = Optional.of(reached);
      return reached;
    } catch (BrokerException unreachable) {
      return last.orElseThrow(() -> unreachable);
    }
  }

  private Instant reached(Connection connection, LogEnds.Ends end) throws SQLException {
    Map<Integer, Long> next = next(connection);
    Instant reached = end.askedAt().minus(settling);
    for (Map.Entry<Integer, Long> partition : end.next().entrySet()) {
      if (next.getOrDefault(partition.getKey(), 0L) < partition.getValue()) {
        Instant of = lastRecorded(connection, partition.getKey());
        reached = of.isBefore(reached) ? of : reached;
      }
    }
    return reached;
  }

  private static Map<Integer, Long> next(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT partition, next_offset FROM log_position WHERE topic = ?")) {
      query.setString(1, Topics.REPRISAL_EVENTS.name());
      try (var row = query.executeQuery()) {
        var next = new HashMap<Integer, Long>();
        while (row.next()) {
          next.merge(row.getInt(1), row.getLong(2), Math::min);
        }
        return next;
      }
    }
  }

  /** Just before: more may have been recorded in the same millisecond. */
  private static Instant lastRecorded(Connection connection, int partition) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT recorded_at FROM event WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT 1")) {
      query.setLong(1, Place.first(partition));
      query.setLong(2, Place.first(partition + 1));
      try (var row = query.executeQuery()) {
        return row.next() ? row.getTimestamp(1).toInstant().minusMillis(1) : Instant.EPOCH;
      }
    }
  }

  @PreDestroy
  void close() {
    ends.close();
  }
}
