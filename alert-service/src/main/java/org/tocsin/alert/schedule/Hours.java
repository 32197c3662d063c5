package org.tocsin.alert.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Hours of the day by the wall clock of a place, such as 22:00 to 06:00 in Zurich. Two of them that
 * complement one another leave no gap and no overlap, also on days on which clocks change. Pure.
 *
 * @param from the first moment
 * @param to the first moment after; before {@code from} if midnight lies between
 * @param zone whose wall clock
 * @param days on which the hours begin; empty for every day
 */
public record Hours(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days) {

  public Hours {
    days = Set.copyOf(days);
    if (from.equals(to)) {
      throw new IllegalArgumentException("Hours that end when they begin");
    }
  }

  public boolean contains(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean overnight = to.isBefore(from);
    boolean morningAfter = overnight && time.isBefore(to);
    boolean within =
        overnight
            ? morningAfter || !time.isBefore(from)
            : !time.isBefore(from) && time.isBefore(to);
    LocalDate begun = morningAfter ? local.toLocalDate().minusDays(1) : local.toLocalDate();
    return within && (days.isEmpty() || days.contains(begun.getDayOfWeek()));
  }

  /**
   * The first moment from this one on that is outside; {@code at} itself if it is. Hours that some
   * days leave out end within a day.
   */
  public Instant end(Instant at) {
    Instant end = at;
    while (contains(end)) {
      var changes = new TreeSet<Instant>();
      changes(end, end.plusSeconds(2 * 86_400), changes);
      end = changes.tailSet(end.plusNanos(1)).first();
    }
    return end;
  }

  /** Adds every moment in this time at which the answer of {@link #contains} can change. */
  void changes(Instant from, Instant to, SortedSet<Instant> changes) {
    LocalDate last = to.atZone(zone).toLocalDate();
    for (LocalDate day = from.atZone(zone).toLocalDate();
        !day.isAfter(last);
        day = day.plusDays(1)) {
      add(day.atStartOfDay(), changes);
      add(day.atTime(this.from), changes);
      add(day.atTime(this.to), changes);
    }
    var rules = zone.getRules();
    for (ZoneOffsetTransition change = rules.nextTransition(from);
        change != null && change.getInstant().isBefore(to);
        change = rules.nextTransition(change.getInstant())) {
      changes.add(change.getInstant());
    }
  }

  /** A time that the clocks show twice is two moments, one that they skip is none. */
  private void add(LocalDateTime local, SortedSet<Instant> changes) {
    zone.getRules().getValidOffsets(local).forEach(offset -> changes.add(local.toInstant(offset)));
  }
}
