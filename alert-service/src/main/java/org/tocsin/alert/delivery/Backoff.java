package org.tocsin.alert.delivery;

import java.time.Duration;

/** How long to wait before a message is tried again. Pure. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Backoff() {}

  /**
   * Doubling from one second to five minutes, for ever, since an alert is never given up; the later
   * half of it is left to chance, so that what failed together does not come together again.
   *
   * @param attempts how often it has been tried, at least once
   * @param chance from 0 to 1
   */
  static Duration after(int attempts, double chance) {
    long millis = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.clamp(attempts - 1, 0, 20));
    return Duration.ofMillis(millis / 2 + Math.round(chance * (millis - millis / 2)));
  }
}
