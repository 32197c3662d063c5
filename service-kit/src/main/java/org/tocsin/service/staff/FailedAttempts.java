package org.tocsin.service.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down the guessing of passwords: after five failures each further one doubles the wait, up
 * to a minute.
 *
 * <p>Counted per user and client address, so that nobody can keep the on-call staff out of the
 * alarms by guessing for them.
 */
final class FailedAttempts {

  /** Who tried from where. */
  record Attempt(String user, String address) {}

  private record Failures(int count, Instant last) {}

  private static final int FREE = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<Attempt, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  FailedAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /** How long this one has to wait before the next try is looked at; empty if not at all. */
  synchronized Optional<Duration> wait(Attempt attempt) {
    var past = failures.get(attempt);
    if (past == null) {
      return Optional.empty();
    }
    var left = Duration.between(clock.instant(), past.last().plus(waitAfter(past.count())));
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  synchronized void failed(Attempt attempt) {
    var now = clock.instant();
    var past = failures.get(attempt);
    var count = past == null || past.last().plus(FORGOTTEN_AFTER).isBefore(now) ? 0 : past.count();
    failures.put(attempt, new Failures(count + 1, now));
    if (failures.size() > REMEMBERED) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  synchronized void succeeded(Attempt attempt) {
    failures.remove(attempt);
  }

  private static Duration waitAfter(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    var wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - FREE, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
