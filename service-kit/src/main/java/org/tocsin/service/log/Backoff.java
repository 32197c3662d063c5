package org.tocsin.service.log;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after the n-th failure in a row: doubling from 0.2 to 5 seconds, with jitter.
 */
final class Backoff {

  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 5_000;

  private Backoff() {}

  static Duration after(int failures) {
    var millis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(Math.max(failures - 1, 0), 10));
    return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }
}
