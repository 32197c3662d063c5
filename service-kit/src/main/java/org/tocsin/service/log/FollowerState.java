package org.tocsin.service.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a follower of the log is doing.
 *
 * @param name the follower's name
 * @param started whether it was started and not stopped
 * @param threadAlive whether its thread lives
 * @param polledAt when it last asked the broker for records
 * @param placed whether it knows where to read: partitions assigned, or the topic caught up with
 * @param brokerMissingSince since when the brokers do not answer
 * @param databaseMissingSince since when the database does not answer
 * @param halted a code for what needs a person, such as a log that is shorter than the position
 */
public record FollowerState(
    String name,
    boolean started,
    boolean threadAlive,
    Instant polledAt,
    boolean placed,
    Optional<Instant> brokerMissingSince,
    Optional<Instant> databaseMissingSince,
    Optional<String> halted) {

  private static final Duration OUTAGE = Duration.ofSeconds(10);
  private static final Duration STUCK = Duration.ofSeconds(60);

  public boolean alive(Instant now) {
    return !started || (threadAlive && polledAt.plus(STUCK).isAfter(now));
  }

  public boolean ready(Instant now) {
    return started
        && threadAlive
        && placed
        && halted.isEmpty()
        && brokerMissingSince.filter(since -> since.plus(OUTAGE).isBefore(now)).isEmpty()
        && databaseMissingSince.filter(since -> since.plus(OUTAGE).isBefore(now)).isEmpty();
  }

  /** In a word, for the health page. */
  String summary() {
    if (!started || !threadAlive) {
      return "stopped";
    }
    if (halted.isPresent()) {
      return halted.get();
    }
    if (brokerMissingSince.isPresent()) {
      return "brokers do not answer";
    }
    if (databaseMissingSince.isPresent()) {
      return "database does not answer";
    }
    return placed ? "following" : "starting";
  }
}
