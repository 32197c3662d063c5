package org.tocsin.alert.decision;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.CasesLinked;
import org.tocsin.events.CasesUnlinked;
import org.tocsin.events.Event;
import org.tocsin.events.Origin;
import org.tocsin.events.Subject;

/**
 * A decision of the desk that two cases belong together, or do not. Of several on the same two the
 * last in the total order of DOMAIN.md, section 6, rule 3 is in force.
 *
 * @param one the lesser id
 * @param other the greater id
 * @param linked whether they are together from then on
 */
public record Link(
    UUID one, UUID other, boolean linked, Instant decidedAt, Instant recordedAt, String eventId)
    implements Comparable<Link> {

  private static final Comparator<Link> ORDER =
      Comparator.comparing(Link::decidedAt)
          .thenComparing(Link::recordedAt)
          .thenComparing(Link::eventId);

  /** The decision that this event is, if it is one; nobody but the desk makes it. */
  public static Optional<Link> of(Event event, Instant recordedAt) {
    if (!(event.header().origin() instanceof Origin.Desk)
        || !(event.header().subject() instanceof Subject.OfCase(var caseId))) {
      return Optional.empty();
    }
    return switch (event.body()) {
      case CasesLinked linked ->
          of(event, caseId.value(), linked.other().value(), true, recordedAt);
      case CasesUnlinked unlinked ->
          of(event, caseId.value(), unlinked.other().value(), false, recordedAt);
      default -> Optional.empty();
    };
  }

  private static Optional<Link> of(
      Event event, UUID one, UUID other, boolean linked, Instant recordedAt) {
    if (one.equals(other)) {
      return Optional.empty();
    }
    boolean inOrder = one.compareTo(other) < 0;
    return Optional.of(
        new Link(
            inOrder ? one : other,
            inOrder ? other : one,
            linked,
            event.header().occurredAt().earliest(),
            recordedAt,
            event.header().id().value()));
  }

  @Override
  public int compareTo(Link decision) {
    return ORDER.compare(this, decision);
  }
}
