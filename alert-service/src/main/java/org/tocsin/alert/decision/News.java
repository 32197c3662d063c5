package org.tocsin.alert.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.ActMatch;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.PersonStatusChanged;
import org.tocsin.events.Source;
import org.tocsin.events.StateReplied;
import org.tocsin.events.Subject;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.Term;

/**
 * What an event means for those on call.
 *
 * @param caseId the case
 * @param change what changed: the person's status, also the one that an act implies, or else the
 *     act
 * @param act whether it tells of an act (rather than of a status)
 * @param from the first moment at which it can have happened
 * @param to the last
 * @param severity how grave
 * @param timing whether it is fresh
 * @param actKeys by which reports of the same act are found
 * @param source what counts as one source
 */
public record News(
    UUID caseId,
    String change,
    boolean act,
    Instant from,
    Instant to,
    Severity severity,
    Timing timing,
    Set<String> actKeys,
    String source) {

  /** Older than this when it is recorded, and news is historic. */
  private static final Duration FRESH = Duration.ofDays(7);

  private static final Set<ActType> ALWAYS_WAKE =
      Set.of(ActType.KILLING, ActType.DEATH_IN_CUSTODY, ActType.ENFORCED_DISAPPEARANCE);
  private static final Set<PersonStatus> STATUS_ALWAYS_WAKES =
      Set.of(PersonStatus.MISSING, PersonStatus.DISAPPEARED, PersonStatus.DECEASED);

  /** The news in an event, or empty if it is none. */
  public static Optional<News> of(Event event, Instant recordedAt) {
    if (!(event.header().subject() instanceof Subject.OfCase(var caseId))) {
      return Optional.empty();
    }
    return switch (event.body()) {
      case ActReported act ->
          Optional.of(
              news(
                  event,
                  caseId.value(),
                  change(act.actType()),
                  true,
                  alwaysWakes(act.actType()),
                  recordedAt));
      case PersonStatusChanged changed ->
          Optional.of(
              news(
                  event,
                  caseId.value(),
                  changed.status().code(),
                  false,
                  wakes(changed.status()),
                  recordedAt));
      case StateReplied reply ->
          Optional.of(
              news(
                  event,
                  caseId.value(),
                  "reply " + reply.kind() + " " + reply.reference(),
                  false,
                  false,
                  recordedAt));
      default -> Optional.empty();
    };
  }

  /** The news that a letter to a State has become overdue. */
  public static News overdue(UUID caseId, String reference, Instant overdueAt, Instant recordedAt) {
    boolean historic = isHistoric(overdueAt, recordedAt);
    return new News(
        caseId,
        "overdue " + reference,
        false,
        overdueAt,
        overdueAt,
        Severity.MODERATE,
        historic ? Timing.LATE_REPORT : Timing.FRESH,
        Set.of(),
        "");
  }

  private static News news(
      Event event,
      UUID caseId,
      String change,
      boolean act,
      boolean alwaysWakes,
      Instant recordedAt) {
    EventHeader header = event.header();
    boolean historic = isHistoric(header.occurredAt().latest(), recordedAt);
    Timing timing = !historic ? Timing.FRESH : alwaysWakes ? Timing.BACKDATED : Timing.LATE_REPORT;
    String source =
        header
            .source()
            .flatMap(Source::id)
            .map(Object::toString)
            .orElse(header.origin().toString());
    return new News(
        caseId,
        change,
        act,
        header.occurredAt().earliest(),
        header.occurredAt().latest(),
        event.severity().orElse(Severity.MODERATE),
        timing,
        ActMatch.keys(event),
        source);
  }

  private static boolean isHistoric(Instant latest, Instant recordedAt) {
    return latest.isBefore(recordedAt.minus(FRESH));
  }

  private static String change(Term<ActType> act) {
    return act.known()
        .flatMap(ActType::implies)
        .map(PersonStatus::code)
        .orElse("act " + act.code());
  }

  private static boolean alwaysWakes(Term<ActType> act) {
    return act.known().filter(ALWAYS_WAKE::contains).isPresent();
  }

  private static boolean wakes(Term<PersonStatus> status) {
    return status.known().filter(STATUS_ALWAYS_WAKES::contains).isPresent();
  }
}
