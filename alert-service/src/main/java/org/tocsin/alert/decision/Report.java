package org.tocsin.alert.decision;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.events.Event;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;

/**
 * An event that is news, as it was reported.
 *
 * @param event its public part is enough
 * @param told whether somebody was told because of it, rather than that it joined in silence
 */
public record Report(ReportKey key, UUID caseId, Event event, Instant recordedAt, boolean told) {

  /** The report that this event is, if it is news of a case. */
  public static Optional<Report> of(Event event, Instant recordedAt) {
    return News.of(event, recordedAt).isPresent() ? ofCase(event, recordedAt) : Optional.empty();
  }

  /** The same for any event of a case. */
  public static Optional<Report> ofCase(Event event, Instant recordedAt) {
    return event.header().subject() instanceof Subject.OfCase(var caseId)
        ? Optional.of(
            new Report(ReportKey.of(event.header()), caseId.value(), event, recordedAt, false))
        : Optional.empty();
  }

  Report withTold(boolean now) {
    return new Report(key, caseId, event, recordedAt, now);
  }

  /**
   * The event with its amendments; empty once it is taken back. The same for the same set of them,
   * in whatever order they came; those of other events are left out.
   */
  public Optional<Event> standing(Collection<Amendment> amendments) {
    Event now = event;
    for (Amendment amendment : new TreeSet<>(amendments)) {
      if (!amendment.target().equals(key) || !amendment.caseId().equals(caseId)) {
        continue;
      }
      if (!(amendment.event().body() instanceof EventCorrected correction)) {
        return Optional.empty();
      }
      now = EventCodec.corrected(now, correction);
    }
    return Optional.of(now);
  }

  /** What it means now; empty once it is taken back. */
  public Optional<News> news(Collection<Amendment> amendments) {
    return standing(amendments).flatMap(now -> News.of(now, recordedAt));
  }
}
