package org.tocsin.alert.beat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A beat that is expected. Pure.
 *
 * @param since since when it is watched
 * @param missedSince since when it is missed; empty while it comes
 * @param toldAt when people were last told that it is missed; empty while it comes
 */
record Watched(Instant since, Optional<Instant> missedSince, Optional<Instant> toldAt) {

  /** While it lasts, people are told again after so long. */
  static final Duration AGAIN = Duration.ofHours(6);

  /** What people are told. */
  enum News {
    MISSED,
    BACK
  }

  /** How it stands after a look, and what is new. */
  record Look(Watched watched, Optional<News> news) {}

  static Watched from(Instant now) {
    return new Watched(now, Optional.empty(), Optional.empty());
  }

  /**
   * Looks at it.
   *
   * @param last when it was heard last; empty if never
   * @param longest the longest time that may pass between two
   */
  Look look(Optional<Instant> last, Duration longest, Instant now) {
    Instant heard = last.filter(at -> at.isAfter(since)).orElse(since);
    Instant missedFrom = heard.plus(longest);
    if (!now.isAfter(missedFrom)) {
      return new Look(
          new Watched(since, Optional.empty(), Optional.empty()),
          missedSince.map(missed -> News.BACK));
    }
    boolean tell = toldAt.isEmpty() || !toldAt.get().plus(AGAIN).isAfter(now);
    return new Look(
        new Watched(
            since, Optional.of(missedSince.orElse(missedFrom)), tell ? Optional.of(now) : toldAt),
        tell ? Optional.of(News.MISSED) : Optional.empty());
  }
}
