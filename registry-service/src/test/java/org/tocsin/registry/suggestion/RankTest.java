package org.tocsin.registry.suggestion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.registry.Events;
import org.tocsin.registry.history.Recorded;

class RankTest {

  private static final String[][] DATES = {
    {"2026", "year"},
    {"2026-11", "month"},
    {"2026-11-01", "day"},
    {"2026-11-01", "approximate"},
    {"2026-11-01T00:00:00Z", "instant"},
    {"2026-11-01T01:00:00+01:00", "instant"},
    {"1969-12-31", "day"},
    {"2026-11-01/2026-11-03", "range"}
  };
  private static final String[] IDS = {"a", "ab", "B", "a-1", "a.1"};
  private static final String[] ORGANISATIONS = {"ngo-one", "ngo-one-more", "ngo-two"};

  @Property(tries = 2_000)
  void bytesOrderDescriptionsAsRuleThreeDoes(
      @ForAll @IntRange(max = 7) int oneDate,
      @ForAll @IntRange(max = 7) int otherDate,
      @ForAll @LongRange(min = -2, max = 2) long oneSecond,
      @ForAll @LongRange(min = -2, max = 2) long otherSecond,
      @ForAll @IntRange(max = 4) int oneId,
      @ForAll @IntRange(max = 4) int otherId,
      @ForAll @IntRange(max = 2) int oneBy,
      @ForAll @IntRange(max = 2) int otherBy) {
    Recorded one = recorded(oneDate, oneSecond, oneId, oneBy);
    Recorded other = recorded(otherDate, otherSecond, otherId, otherBy);
    assertEquals(
        Integer.signum(one.compareTo(other)),
        Integer.signum(Arrays.compareUnsigned(Rank.of(one, 0), Rank.of(other, 0))));
    assertEquals(1, Integer.signum(Arrays.compareUnsigned(Rank.of(one, 0), Rank.of(one, 1))));
  }

  private static Recorded recorded(int date, long second, int id, int by) {
    Event event = Events.ofNewCase().by(ORGANISATIONS[by]).describedAs(IDS[id], "Ana Ejemplo");
    EventHeader header = event.header();
    return new Recorded(
        new Event(
            new EventHeader(
                new EventId(IDS[id]),
                header.origin(),
                header.subject(),
                header.defender(),
                header.incident(),
                new OccurredAt(
                    DATES[date][0],
                    Precision.valueOf(DATES[date][1].toUpperCase(java.util.Locale.ROOT))),
                header.source(),
                header.language(),
                header.digest()),
            event.body(),
            event.sealed()),
        Instant.EPOCH.plusSeconds(second));
  }
}
