package org.tocsin.alert.beat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.beat.Watched.News;

/** Silence is told once, again while it lasts, and when it is over. */
class WatchedTest {

  private static final Instant BEGAN = Instant.parse("2026-11-26T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private Watched watched = Watched.from(BEGAN);

  @Test
  void aMissedBeatIsToldOnceAgainWhileItLastsAndWhenItIsBack() {
    assertEquals(Optional.empty(), look(Optional.empty(), HOUR));
    assertEquals(Optional.of(News.MISSED), look(Optional.empty(), HOUR.plusSeconds(1)));
    assertEquals(BEGAN.plus(HOUR), watched.missedSince().orElseThrow());
    assertEquals(Optional.empty(), look(Optional.empty(), HOUR.plusSeconds(60)));
    Duration later = HOUR.plusSeconds(1).plus(Watched.AGAIN);
    assertEquals(Optional.of(News.MISSED), look(Optional.empty(), later));
    assertEquals(Optional.empty(), look(Optional.empty(), later.plusSeconds(60)));
    Optional<Instant> heard = Optional.of(BEGAN.plus(later).plusSeconds(90));
    assertEquals(Optional.of(News.BACK), look(heard, later.plusSeconds(120)));
    assertEquals(Optional.empty(), look(heard, later.plusSeconds(180)));
    assertEquals(Optional.of(News.MISSED), look(heard, later.plus(HOUR).plusSeconds(91)));
  }

  @Test
  void whoHasJustBegunToBeWatchedIsNotMissedForWhatWasBefore() {
    Optional<Instant> longAgo = Optional.of(BEGAN.minus(Duration.ofDays(9)));
    assertEquals(Optional.empty(), look(longAgo, HOUR));
    assertEquals(Optional.of(News.MISSED), look(longAgo, HOUR.plusSeconds(1)));
  }

  private Optional<News> look(Optional<Instant> last, Duration after) {
    Watched.Look look = watched.look(last, HOUR, BEGAN.plus(after));
    watched = look.watched();
    return look.news();
  }
}
