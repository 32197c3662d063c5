package org.tocsin.alert.timer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.alert.follow.EventAge;

/**
 * The beat by which the service proves itself alive (DOMAIN.md, section 7, rule 10): the timers
 * that escalate and remind do it on a fixed time, whichever instance they run in, and every
 * instance can tell when they last did. Whoever watches alarms when it is missed.
 */
@ApplicationScoped
public class Beat {

  /** How often it beats. */
  static final Duration EVERY = Duration.ofSeconds(15);

  /** After this without a beat, or with anything waiting for so long, something is wrong. */
  static final Duration SUSPICIOUS = Duration.ofSeconds(60);

  static final String TASK = "beat";

  private final DataSource dataSource;
  private final EventAge eventAge;
  private final Clock clock = Clock.systemUTC();
  private volatile Instant startedAt;

  Beat(DataSource dataSource, EventAge eventAge) {
    this.dataSource = dataSource;
    this.eventAge = eventAge;
  }

  void start(@Observes StartupEvent start, MeterRegistry meters) {
    startedAt = clock.instant();
    Gauge.builder("tocsin.alert.beat.age", this, beat -> seconds(beat::age))
        .description(
            "Seconds since the timers last ran, in whichever instance; NaN without database")
        .register(meters);
    Gauge.builder("tocsin.alert.waiting", this, beat -> seconds(beat::waiting))
        .description(
            "Seconds that the longest overdue message waits to be sent; NaN without database")
        .register(meters);
  }

  /** Runs on the beat: asks what a message needs to be sent, the database. */
  public void beat(Instant now) throws SQLException {
    waiting(now);
  }

  /** What is wrong, in words for a health check; empty while all is well. */
  Optional<String> trouble(Instant now) throws SQLException {
    return trouble(age(now), waiting(now), eventAge.last(now));
  }

  /** The same, pure. */
  static Optional<String> trouble(Duration beat, Duration waiting, Duration event) {
    if (beat.compareTo(SUSPICIOUS) > 0) {
      return Optional.of("the timers have not run for " + beat.toSeconds() + " s");
    }
    if (waiting.compareTo(SUSPICIOUS) > 0) {
      return Optional.of("a message has been waiting for " + waiting.toSeconds() + " s");
    }
    if (event.compareTo(SUSPICIOUS) > 0) {
      return Optional.of("events are " + event.toSeconds() + " s old when they are decided");
    }
    return Optional.empty();
  }

  /** Since the last beat, or since this instance started where there was none. */
  private Duration age(Instant now) throws SQLException {
    Instant last = startedAt;
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT last_success FROM scheduled_tasks WHERE task_name = ? AND last_success IS NOT NULL")) {
      query.setString(1, TASK);
      try (var row = query.executeQuery()) {
        if (row.next()) {
          last = row.getTimestamp(1).toInstant();
        }
      }
    }
    return last.isAfter(now) ? Duration.ZERO : Duration.between(last, now);
  }

  private Duration waiting(Instant now) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT min(due_at) FROM notification WHERE state = 'queued' AND attempts = 0");
        var row = query.executeQuery()) {
      row.next();
      var due = row.getTimestamp(1);
      return due == null || due.toInstant().isAfter(now)
          ? Duration.ZERO
          : Duration.between(due.toInstant(), now);
    }
  }

  private interface Measure {
    Duration at(Instant now) throws SQLException;
  }

  private double seconds(Measure measure) {
    try {
      return measure.at(clock.instant()).toMillis() / 1_000.0;
    } catch (SQLException databaseAway) {
      return Double.NaN;
    }
  }
}
