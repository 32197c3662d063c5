package org.tocsin.registry.desk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.events.Origin;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.casefile.NeedToKnow;
import org.tocsin.registry.history.EntityTag.Mark;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joining;
import org.tocsin.registry.suggestion.Dismissals;

/**
 * What a decision is made on. Pure.
 *
 * @param caseId the case that the decision becomes an event of
 * @param history of that case
 * @param cases the histories of all cases that the page shows
 * @param marks the events that the page shows
 * @param joinings decisions on links, or on merges, that the page shows
 * @param otherIsKnown whether anything is recorded of the other case or defender that is named
 * @param suggested whether it is suggested that the two defenders are one
 */
record Situation(
    CaseId caseId,
    History history,
    List<History> cases,
    List<Mark> marks,
    List<Joining> joinings,
    boolean otherIsKnown,
    Dismissals.Suggested suggested) {

  CaseFile file() {
    return CaseFile.of(history);
  }

  Joined joined() {
    return Joined.of(joinings);
  }

  /** Whether this user may open all that the page shows. */
  boolean isOpenTo(String user) {
    return cases.stream().allMatch(each -> NeedToKnow.of(each).allows(user));
  }

  /**
   * Whose key seals what is told of a decision: the case's only defender. Where there are several,
   * or none, a reason may name any of them, and the case's own key seals it.
   */
  Optional<DefenderId> defender() {
    var defenders = file().defenders();
    return defenders.size() == 1
        ? Optional.of(new DefenderId(defenders.iterator().next()))
        : Optional.empty();
  }

  /** The present, or if clocks differ the first moment after every decision before this one. */
  Instant after(Instant now) {
    Stream<Instant> decided =
        cases.stream()
            .flatMap(each -> each.entries().stream())
            .filter(Situation::isDecision)
            .map(entry -> entry.current().occurredAt().latest());
    Instant present = now.truncatedTo(ChronoUnit.MICROS);
    return Stream.concat(decided, joinings.stream().map(each -> each.occurredAt().latest()))
        .max(Comparator.naturalOrder())
        .filter(last -> !last.isBefore(present))
        .map(last -> last.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS))
        .orElse(present);
  }

  /** The entry of a partner's event, or of the desk's. */
  Optional<Entry> entry(String origin, String eventId) {
    return history.entries().stream()
        .filter(
            entry ->
                entry.reported().origin().equals(origin)
                    && entry.reported().id().value().equals(eventId))
        .findFirst();
  }

  /** The other case or defender with which the decision is about this one. */
  static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static boolean isDecision(Entry entry) {
    return entry.now().type().isDecision() && entry.now().header().origin() instanceof Origin.Desk;
  }
}
