package org.tocsin.alert.follow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of each partner's urgent news goes ahead: so much at once, and one more after each
 * while. Whoever has used it up is not refused, but waits its turn in the order of the log. Forgets
 * partners whose share is whole again. Not for several threads.
 */
final class FairShare {

  /** One partner can report so many extreme acts before any of them waits for those of others. */
  static final int AT_ONCE = 50;

  static final Duration ONE_MORE_AFTER = Duration.ofMillis(200);

  private static final int MANY = 10_000;

  private final InstantSource clock;
  private final Map<String, Instant> wholeAgain = new HashMap<>();

  FairShare(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Takes one from the share of a partner.
   *
   * @return false if it is used up
   */
  boolean take(String partner) {
    Instant now = clock.instant();
    if (wholeAgain.size() > MANY) {
      wholeAgain.values().removeIf(whole -> !whole.isAfter(now));
    }
    Instant whole = wholeAgain.getOrDefault(partner, now);
    Instant after = (whole.isAfter(now) ? whole : now).plus(ONE_MORE_AFTER);
    if (after.isAfter(now.plus(ONE_MORE_AFTER.multipliedBy(AT_ONCE)))) {
      return false;
    }
    wholeAgain.put(partner, after);
    return true;
  }
}
