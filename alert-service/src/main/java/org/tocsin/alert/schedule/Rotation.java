package org.tocsin.alert.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * People who take turns. Turns change at the same local time whatever the clocks do: a day of 23 or
 * 25 hours makes the turn an hour shorter or longer. Pure.
 *
 * @param contacts ids, in the order of their turns
 * @param zone in which the hand-over is meant
 * @param start the day of the first turn; before its hand-over nobody has a turn
 * @param handOver the local time at which turns change
 * @param shiftHours the length of a turn by the wall clock, in hours: 24 is a day, 168 a week
 * @param hours within which the one whose turn it is is on call; empty for always
 */
public record Rotation(
    List<String> contacts,
    ZoneId zone,
    LocalDate start,
    LocalTime handOver,
    int shiftHours,
    Optional<Hours> hours) {

  private static final int SECONDS_AN_HOUR = 3_600;

  public Rotation {
    contacts = List.copyOf(contacts);
    if (contacts.isEmpty() || shiftHours < 1) {
      throw new IllegalArgumentException("A rotation has people, and turns of an hour or more");
    }
  }

  /** Whose turn it is, whether on call at this hour or not; empty before the first turn. */
  public Optional<String> turn(Instant at) {
    long shift = shift(at);
    return shift < 0
        ? Optional.empty()
        : Optional.of(contacts.get(Math.floorMod(shift, contacts.size())));
  }

  /** Who is on call; empty outside of the hours. */
  public Optional<String> onCall(Instant at) {
    return turn(at).filter(contact -> hours.isEmpty() || hours.get().contains(at));
  }

  /** When the turn with this number begins, counted from 0. */
  Instant begin(long shift) {
    return first().plusHours(shift * shiftHours).atZone(zone).toInstant();
  }

  /** The number of the turn that has begun and not ended; negative before the first. */
  private long shift(Instant at) {
    long seconds = Duration.between(first(), LocalDateTime.ofInstant(at, zone)).toSeconds();
    // The wall clock can be ahead of or behind the turns by the hour that a change moves it.
    long shift = Math.floorDiv(seconds, (long) shiftHours * SECONDS_AN_HOUR) + 2;
    while (begin(shift).isAfter(at)) {
      shift--;
    }
    return shift;
  }

  /** Adds every moment in this time at which the answer of {@link #onCall} can change. */
  void changes(Instant from, Instant to, SortedSet<Instant> changes) {
    for (long shift = Math.max(0, shift(from)); begin(shift).isBefore(to); shift++) {
      changes.add(begin(shift));
    }
    hours.ifPresent(limit -> limit.changes(from, to, changes));
  }

  private LocalDateTime first() {
    return start.atTime(handOver);
  }
}
