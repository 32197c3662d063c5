package org.tocsin.registry.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an event said for a while: as it came, and after each correction. While it was taken back or
 * held it has no version.
 *
 * @param current what it said
 * @param knownFrom from when we knew it so
 * @param knownTo from when we knew better; empty for the present version
 */
public record Version(Recorded current, Instant knownFrom, Optional<Instant> knownTo) {

  /**
   * The versions of an event, in order. Pure: amendments may come in any order and more than once.
   *
   * @param target what was reported
   * @param amendments corrections, retractions and confirmations of its subject; those of other
   *     events are left out
   */
  public static List<Version> of(Recorded target, Collection<Recorded> amendments) {
    List<Recorded> own =
        amendments.stream()
            .filter(each -> History.amends(each, target) && !each.equals(target))
            .toList();
    if (own.isEmpty()) {
      return History.alone(target).filter(Entry::stands).stream()
          .map(entry -> new Version(target, target.recordedAt(), Optional.empty()))
          .toList();
    }
    var versions = new ArrayList<Version>();
    Optional<Recorded> before = Optional.empty();
    Instant since = target.recordedAt();
    for (Instant moment : moments(target, own)) {
      Optional<Recorded> now = at(moment, target, own);
      if (!now.equals(before)) {
        close(versions, before, since, moment);
        before = now;
        since = moment;
      }
    }
    if (before.isPresent()) {
      versions.add(new Version(before.get(), since, Optional.empty()));
    }
    return List.copyOf(versions);
  }

  private static void close(
      List<Version> versions, Optional<Recorded> before, Instant since, Instant moment) {
    before.ifPresent(ended -> versions.add(new Version(ended, since, Optional.of(moment))));
  }

  /** When something became known that can change it; what came before it came with it. */
  private static List<Instant> moments(Recorded target, List<Recorded> own) {
    return Stream.concat(
            Stream.of(target.recordedAt()),
            own.stream()
                .map(Recorded::recordedAt)
                .filter(moment -> moment.isAfter(target.recordedAt())))
        .distinct()
        .sorted()
        .toList();
  }

  private static Optional<Recorded> at(Instant moment, Recorded target, List<Recorded> own) {
    var known = new ArrayList<Recorded>();
    known.add(target);
    own.stream()
        .filter(amendment -> !amendment.recordedAt().isAfter(moment))
        .distinct()
        .forEach(known::add);
    return History.of(known)
        .standing()
        .filter(entry -> entry.reported().equals(target))
        .findFirst()
        .map(Entry::current);
  }
}
