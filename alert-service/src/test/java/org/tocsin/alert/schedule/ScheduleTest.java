package org.tocsin.alert.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDate START = LocalDate.of(2026, 1, 5);

  private static Rotation always(String contact, Hours hours) {
    return new Rotation(
        List.of(contact), hours.zone(), START, LocalTime.MIDNIGHT, 168, Optional.of(hours));
  }

  private static Hours hours(int from, int to, ZoneId zone) {
    return new Hours(LocalTime.of(from, 0), LocalTime.of(to, 0), zone, Set.of());
  }

  private static Schedule schedule(Rotation... rotations) {
    return new Schedule("s", List.of(rotations), List.of());
  }

  /** Zurich 08 to 20 and New York 14 to 02, local times. */
  private static final Schedule BOTH_PLACES =
      schedule(always("geneva", hours(8, 20, ZURICH)), always("new-york", hours(14, 2, NEW_YORK)));

  @Provide
  Arbitrary<Instant> instants() {
    Instant begin = Instant.parse("2026-01-07T00:00:00Z");
    return Arbitraries.integers().between(0, 2 * 365 * 86_400).map(begin::plusSeconds);
  }

  /**
   * New York changes on 2027-03-14 at 07:00 UTC, which is the end of its turn of that day, and
   * Zurich on 2027-03-28 before its turn begins: so the first gap is on the 15th and the last on
   * the 27th.
   */
  @Test
  void whileOnlyNewYorkHasChangedItsClocksNobodyIsThereFromSixToSeven() {
    List<Gap> gaps =
        Gap.of(
            List.of(BOTH_PLACES),
            Instant.parse("2026-12-01T00:00:00Z"),
            Instant.parse("2027-07-01T00:00:00Z"));
    List<Gap> expected =
        IntStream.range(1, 14)
            .mapToObj(day -> LocalDate.of(2027, 3, 14).plusDays(day))
            .map(
                day ->
                    new Gap(Instant.parse(day + "T06:00:00Z"), Instant.parse(day + "T07:00:00Z")))
            .toList();
    assertEquals(expected, gaps);
  }

  @Property
  void hoursThatComplementOneAnotherGiveExactlyOnePersonAtAnyInstant(
      @ForAll("instants") Instant at,
      @ForAll @IntRange(max = 23) int from,
      @ForAll @IntRange(min = 1, max = 23) int length,
      @ForAll boolean inZurich) {
    ZoneId zone = inZurich ? ZURICH : NEW_YORK;
    int to = (from + length) % 24;
    var schedule =
        schedule(always("ana", hours(from, to, zone)), always("ben", hours(to, from, zone)));
    assertEquals(1, schedule.onCall(at).size());
    boolean first = schedule.onCall(at).contains("ana");
    int hour = at.atZone(zone).getHour();
    assertEquals(Math.floorMod(hour - from, 24) < length, first);
  }

  @Property(tries = 200)
  void betweenTwoMomentsOfChangeNothingChanges(
      @ForAll("instants") Instant from, @ForAll @IntRange(max = 23) int hour) {
    var schedule =
        new Schedule(
            "s",
            List.of(
                always("geneva", hours(hour, (hour + 7) % 24, ZURICH)),
                new Rotation(
                    List.of("ana", "ben"),
                    NEW_YORK,
                    START,
                    LocalTime.of(hour, 0),
                    24,
                    Optional.empty())),
            List.of(
                new StandIn(
                    "cleo",
                    Optional.of("ana"),
                    from.plusSeconds(90_000),
                    from.plusSeconds(180_000))));
    Instant to = from.plus(Duration.ofDays(10));
    var changes = List.copyOf(schedule.changes(from, to));
    for (int i = 0; i < changes.size(); i++) {
      Instant begin = changes.get(i);
      Instant end = i + 1 < changes.size() ? changes.get(i + 1) : to;
      var throughout = schedule.onCall(begin);
      assertEquals(
          throughout, schedule.onCall(begin.plus(Duration.between(begin, end).dividedBy(2))));
      assertEquals(throughout, schedule.onCall(end.minusNanos(1)));
    }
  }

  @Test
  void whoStandsInTakesTheTurnsOfOneAndTheOtherStaysOnCall() {
    Instant noon = Instant.parse("2026-06-01T12:00:00Z");
    var standIn = new StandIn("cleo", Optional.of("ana"), noon, noon.plus(Duration.ofDays(1)));
    var schedule =
        new Schedule(
            "s",
            List.of(always("ana", hours(8, 20, ZURICH)), always("ben", hours(8, 20, ZURICH))),
            List.of(standIn));
    assertEquals(Set.of("ana", "ben"), schedule.onCall(noon.minusNanos(1)));
    assertEquals(Set.of("cleo", "ben"), schedule.onCall(noon));
    assertEquals(Set.of(), schedule.onCall(Instant.parse("2026-06-01T23:00:00Z")));
    assertEquals(Set.of("ana", "ben"), schedule.onCall(standIn.to()));
  }

  @Test
  void whoStandsInForNobodyInParticularIsOnCallAloneAtEveryHour() {
    Instant noon = Instant.parse("2026-06-01T12:00:00Z");
    var schedule =
        new Schedule(
            "s",
            List.of(always("ana", hours(8, 20, ZURICH))),
            List.of(new StandIn("cleo", Optional.empty(), noon, noon.plus(Duration.ofDays(1)))));
    assertEquals(Set.of("cleo"), schedule.onCall(noon));
    assertEquals(Set.of("cleo"), schedule.onCall(Instant.parse("2026-06-01T23:00:00Z")));
  }

  @Test
  void hoursOverMidnightBelongToTheDayOnWhichTheyBegin() {
    var fridayNight =
        new Hours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZURICH, EnumSet.of(DayOfWeek.FRIDAY));
    assertTrue(fridayNight.contains(Instant.parse("2026-06-05T21:00:00Z")));
    assertTrue(fridayNight.contains(Instant.parse("2026-06-06T03:59:59Z")));
    assertFalse(fridayNight.contains(Instant.parse("2026-06-05T03:00:00Z")));
    assertFalse(fridayNight.contains(Instant.parse("2026-06-06T21:00:00Z")));
    assertEquals(
        Instant.parse("2026-06-06T04:00:00Z"),
        fridayNight.end(Instant.parse("2026-06-05T21:00:00Z")));
  }

  @Test
  void withoutAnyScheduleNobodyIsEverOnCall() {
    Instant from = Instant.parse("2026-06-01T00:00:00Z");
    Instant to = from.plus(Duration.ofDays(1));
    assertEquals(List.of(new Gap(from, to)), Gap.of(List.of(), from, to));
  }
}
