package org.tocsin.registry.joining;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.tocsin.events.CasesLinked;
import org.tocsin.events.CasesUnlinked;
import org.tocsin.events.DefendersMerged;
import org.tocsin.events.DefendersUnmerged;
import org.tocsin.events.Event;
import org.tocsin.events.Origin;
import org.tocsin.events.Subject;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.registry.history.EntityTag.Mark;
import org.tocsin.registry.history.Recorded;

/**
 * One decision of the desk that brings two cases, or two identities of one defender, together or
 * parts them. Ordered by the total order of DOMAIN.md, section 6, rule 3.
 *
 * @param one a case, or an identity
 * @param other the other one
 * @param joined whether they are together from now on
 * @param occurredAt when it was decided
 * @param recordedAt when we knew
 * @param caseId the case that it is an event of
 * @param eventId the decision
 * @param by who decided; null where the event does not say
 */
public record Joining(
    UUID one,
    UUID other,
    boolean joined,
    OccurredAt occurredAt,
    Instant recordedAt,
    UUID caseId,
    String eventId,
    String by)
    implements Comparable<Joining> {

  private static final Comparator<Joining> ORDER =
      Comparator.comparing(Joining::occurredAt)
          .thenComparing(Joining::recordedAt)
          .thenComparing(Joining::eventId)
          .thenComparing(Joining::caseId);

  /** The merge or unmerge of defenders that this event is, if it is one. */
  public static Optional<Joining> ofDefenders(Recorded recorded) {
    return switch (recorded.event().body()) {
      case DefendersMerged merged ->
          decided(recorded, merged.defender().value(), merged.other().value(), true);
      case DefendersUnmerged unmerged ->
          decided(recorded, unmerged.defender().value(), unmerged.other().value(), false);
      default -> Optional.empty();
    };
  }

  /** The link or unlink of cases that this event is, if it is one. */
  public static Optional<Joining> ofCases(Recorded recorded) {
    return recorded.event().header().subject() instanceof Subject.OfCase(var caseId)
        ? switch (recorded.event().body()) {
          case CasesLinked linked ->
              decided(recorded, caseId.value(), linked.other().value(), true);
          case CasesUnlinked unlinked ->
              decided(recorded, caseId.value(), unlinked.other().value(), false);
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  /** The decisions of one kind among these events. */
  public static List<Joining> in(
      Collection<Recorded> events, Function<Recorded, Optional<Joining>> kind) {
    return events.stream().map(kind).flatMap(Optional::stream).toList();
  }

  /** Only the desk decides this. */
  private static Optional<Joining> decided(
      Recorded recorded, UUID one, UUID other, boolean joined) {
    Event event = recorded.event();
    return event.header().origin() instanceof Origin.Desk
            && event.header().subject() instanceof Subject.OfCase(var caseId)
        ? Optional.of(
            new Joining(
                one,
                other,
                joined,
                recorded.occurredAt(),
                recorded.recordedAt(),
                caseId.value(),
                recorded.id().value(),
                event.header().by().orElse(null)))
        : Optional.empty();
  }

  /** As an event that a page shows. */
  public Mark mark(String type) {
    return new Mark(Origin.DESK + "#" + eventId, recordedAt, type, eventId, by);
  }

  @Override
  public int compareTo(Joining decision) {
    return ORDER.compare(this, decision);
  }
}
