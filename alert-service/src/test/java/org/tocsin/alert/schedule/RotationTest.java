package org.tocsin.alert.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDate START = LocalDate.of(2026, 1, 5);
  private static final int SECONDS_OF_TWO_YEARS = 2 * 365 * 86_400;

  /** Daily, weekly and custom turns, at every hand-over, in both places. */
  @Provide
  Arbitrary<Rotation> rotations() {
    return Combinators.combine(
            Arbitraries.of(ZURICH, NEW_YORK),
            Arbitraries.integers().between(0, 24 * 60 - 1),
            Arbitraries.of(1, 2, 7, 10, 14),
            Arbitraries.integers().between(1, 5))
        .as(
            (zone, minute, days, people) ->
                new Rotation(
                    List.of("ana", "ben", "cleo", "dora", "emil").subList(0, people),
                    zone,
                    START,
                    LocalTime.ofSecondOfDay(minute * 60L),
                    days * 24,
                    Optional.empty()));
  }

  /** Within the two years, and often within a day of a change of the clocks. */
  @Provide
  Arbitrary<Instant> instants() {
    Instant begin = Instant.parse("2026-01-05T00:00:00Z");
    Arbitrary<Instant> anyTime =
        Arbitraries.integers().between(0, SECONDS_OF_TWO_YEARS).map(begin::plusSeconds);
    Arbitrary<Instant> nearChange =
        Combinators.combine(
                Arbitraries.of(
                    Instant.parse("2026-03-08T07:00:00Z"),
                    Instant.parse("2026-03-29T01:00:00Z"),
                    Instant.parse("2026-10-25T01:00:00Z"),
                    Instant.parse("2026-11-01T06:00:00Z"),
                    Instant.parse("2027-03-14T07:00:00Z"),
                    Instant.parse("2027-03-28T01:00:00Z")),
                Arbitraries.integers().between(-86_400, 86_400))
            .as(Instant::plusSeconds);
    return Arbitraries.oneOf(anyTime, nearChange);
  }

  @Property(tries = 3_000)
  void atAnyInstantExactlyTheExpectedPersonHasTheTurn(
      @ForAll("rotations") Rotation rotation, @ForAll("instants") Instant at) {
    assertEquals(expected(rotation, at), rotation.onCall(at));
  }

  /** Walks from hand-over to hand-over on the calendar of the place, as a person would. */
  private static Optional<String> expected(Rotation rotation, Instant at) {
    ZonedDateTime handOver =
        ZonedDateTime.of(rotation.start(), rotation.handOver(), rotation.zone());
    if (at.isBefore(handOver.toInstant())) {
      return Optional.empty();
    }
    int days = rotation.shiftHours() / 24;
    int turn = 0;
    LocalDate next = rotation.start().plusDays(days);
    while (!ZonedDateTime.of(next, rotation.handOver(), rotation.zone()).toInstant().isAfter(at)) {
      next = next.plusDays(days);
      turn++;
    }
    return Optional.of(rotation.contacts().get(turn % rotation.contacts().size()));
  }

  @Property
  void oneTurnEndsWhereTheNextBegins(
      @ForAll("rotations") Rotation rotation, @ForAll("instants") Instant at) {
    if (rotation.contacts().size() == 1 || rotation.turn(at).isEmpty()) {
      return;
    }
    var changes =
        new Schedule("s", List.of(rotation), List.of()).changes(at, at.plus(Duration.ofDays(40)));
    for (Instant change : changes.tailSet(at.plusNanos(1))) {
      var before = rotation.contacts().indexOf(rotation.turn(change.minusNanos(1)).orElseThrow());
      var after = rotation.contacts().indexOf(rotation.turn(change).orElseThrow());
      assertEquals((before + 1) % rotation.contacts().size(), after);
    }
  }

  @Test
  void turnsOfHoursChangeByTheWallClockAlsoWhenItSkipsOrRepeatsAnHour() {
    var halfDays =
        new Rotation(
            List.of("day", "night"), ZURICH, START, LocalTime.of(8, 0), 12, Optional.empty());
    for (String day : List.of("2026-03-29", "2026-10-25", "2026-06-01")) {
      Instant eight = LocalDate.parse(day).atTime(8, 0).atZone(ZURICH).toInstant();
      assertEquals(Optional.of("night"), halfDays.onCall(eight.minusNanos(1)));
      assertEquals(Optional.of("day"), halfDays.onCall(eight));
    }
  }

  @Test
  void nobodyHasATurnBeforeTheFirst() {
    var rotation =
        new Rotation(List.of("ana"), ZURICH, START, LocalTime.of(9, 0), 168, Optional.empty());
    Instant first = START.atTime(9, 0).atZone(ZURICH).toInstant();
    assertTrue(rotation.onCall(first.minusNanos(1)).isEmpty());
    assertEquals(Optional.of("ana"), rotation.onCall(first));
  }
}
