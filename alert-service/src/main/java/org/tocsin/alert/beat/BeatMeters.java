package org.tocsin.alert.beat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.measure.Memo;

/**
 * The expected beats as ops see them; every instance says the same. Times are NaN where no test has
 * arrived, and all is NaN while the database does not answer.
 */
@ApplicationScoped
public class BeatMeters {

  private static final double MILLIS = 1_000.0;

  private final DataSource dataSource;
  private final Clock clock = Clock.systemUTC();
  private final Memo<Standing> standing = new Memo<>(this::look);

  BeatMeters(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private record Standing(Map<String, Watched> watched, Map<Channel, TestRows.Arrived> arrived) {

    double missed(String prefix) {
      return watched.entrySet().stream()
          .filter(
              one -> one.getKey().startsWith(prefix) && one.getValue().missedSince().isPresent())
          .count();
    }

    Optional<TestRows.Arrived> arrived(Channel channel) {
      return Optional.ofNullable(arrived.get(channel));
    }
  }

  void start(@Observes StartupEvent start, MeterRegistry meters) {
    standing.gauge(
        meters,
        "tocsin.alert.partner.beats.missed",
        "Partners that have not been heard of for longer than the alerting plan allows",
        now -> now.missed(BeatWatch.PARTNERS));
    for (Channel channel : Channel.values()) {
      String code = channel.name().toLowerCase(Locale.ROOT);
      standing.gauge(
          meters,
          "tocsin.alert.test.missed",
          "Whether the regular test message by this channel is missed",
          now -> now.missed(BeatWatch.TESTS + code),
          "channel",
          code);
      standing.gauge(
          meters,
          "tocsin.alert.test.latency.seconds",
          "How long the last test message that arrived by this channel took",
          now -> now.arrived(channel).map(one -> seconds(one.took())).orElse(Double.NaN),
          "channel",
          code);
      standing.gauge(
          meters,
          "tocsin.alert.test.age.seconds",
          "How long ago the last test message that arrived by this channel was due",
          now ->
              now.arrived(channel)
                  .map(one -> seconds(Duration.between(one.planned(), clock.instant())))
                  .orElse(Double.NaN),
          "channel",
          code);
    }
  }

  private Standing look() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      var arrived = new EnumMap<Channel, TestRows.Arrived>(Channel.class);
      for (Channel channel : Channel.values()) {
        TestRows.arrived(connection, channel).ifPresent(one -> arrived.put(channel, one));
      }
      return new Standing(WatchedRows.all(connection), arrived);
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
