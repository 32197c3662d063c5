package org.tocsin.alert.decision;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.Event;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventRetracted;
import org.tocsin.events.Subject;
import org.tocsin.events.identity.EventId;

/**
 * A correction or a retraction. It amends the event of its own origin and case that it names,
 * whichever comes first; in the total order of DOMAIN.md, section 6, rule 3.
 *
 * @param target what it amends
 * @param event {@link EventCorrected} or {@link EventRetracted}
 */
public record Amendment(
    ReportKey key, UUID caseId, ReportKey target, Event event, Instant recordedAt)
    implements Comparable<Amendment> {

  private static final Comparator<Amendment> ORDER =
      Comparator.comparing((Amendment one) -> one.event.header().occurredAt())
          .thenComparing(Amendment::recordedAt)
          .thenComparing(Amendment::key);

  /** The amendment that this event is, if it is one and of a case. */
  public static Optional<Amendment> of(Event event, Instant recordedAt) {
    return switch (event.body()) {
      case EventCorrected correction -> of(event, correction.corrects(), recordedAt);
      case EventRetracted retraction -> of(event, retraction.retracts(), recordedAt);
      default -> Optional.empty();
    };
  }

  private static Optional<Amendment> of(Event event, EventId target, Instant recordedAt) {
    ReportKey key = ReportKey.of(event.header());
    return event.header().subject() instanceof Subject.OfCase(var caseId)
        ? Optional.of(new Amendment(key, caseId.value(), key.sibling(target), event, recordedAt))
        : Optional.empty();
  }

  /** Whether it takes its target back. */
  public boolean retracts() {
    return event.body() instanceof EventRetracted;
  }

  /** As messages call it. */
  String label() {
    return retracts() ? Label.CANCEL : Label.CORRECTED;
  }

  @Override
  public int compareTo(Amendment other) {
    return ORDER.compare(this, other);
  }
}
