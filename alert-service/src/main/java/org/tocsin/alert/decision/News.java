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
import org.tocsin.events.Origin;
import org.tocsin.events.PersonStatusChanged;
import org.tocsin.events.Source;
import org.tocsin.events.StateReplied;
import org.tocsin.events.Subject;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;

/**
 * What an event means for those on call.
 *
 * @param caseId the case; null where none is known
 * @param change what changed: the person's status, also the one that an act implies, or else the
 *     act
 * @param act whether it tells of an act (rather than of a status)
 * @param from the first moment at which it can have happened
 * @param to the last
 * @param severity how grave
 * @param timing whether it is fresh
 * @param actKeys by which reports of the same act are found
 * @param source what counts as one source
 * @param about what policies and silences match
 * @param linkKey by which reports in cases that the desk has linked are the same act: type,
 *     responsible State and date
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
    String source,
    About about,
    Optional<String> linkKey) {

  /**
   * The facts of an alert that policies, silences and storms look at; internal, never in a message.
   *
   * @param state code of the responsible State, or of where it happened
   * @param actType code of the act, recognised or not
   * @param partner id of the organisation that reported it; empty for the desk
   */
  public record About(Optional<String> state, Optional<String> actType, Optional<String> partner) {
    public static final About NOTHING =
        new About(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The source of what the clock tells of; it cannot be unverified. */
  static final String NO_REPORT = "";

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
      // That a letter has come is no reply: it neither stops the clock nor is it told of.
      case StateReplied reply when reply.kind().is(ReplyKind.ACKNOWLEDGEMENT) -> Optional.empty();
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
        NO_REPORT,
        About.NOTHING,
        Optional.empty());
  }

  /** The news that a report cannot be read: nobody knows of what it tells (rule 8). */
  public static News unreadable(Instant recordedAt) {
    return new News(
        null,
        "unreadable",
        false,
        recordedAt,
        recordedAt,
        Severity.SEVERE,
        Timing.FRESH,
        Set.of(),
        NO_REPORT,
        new About(Optional.of("-"), Optional.of("unreadable"), Optional.empty()),
        Optional.empty());
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
        source,
        about(event),
        linkKey(event));
  }

  /** Whether no partner reported it: the desk recorded it, or the clock told. */
  boolean byDesk() {
    return about.partner().isEmpty();
  }

  private static About about(Event event) {
    Optional<String> partner =
        event.header().origin() instanceof Origin.Partner(var organisation)
            ? Optional.of(organisation.id())
            : Optional.empty();
    if (event.body() instanceof ActReported act) {
      State state = act.responsibleState() == null ? act.incidentState() : act.responsibleState();
      return new About(Optional.of(state.code()), Optional.of(act.actType().code()), partner);
    }
    return new About(Optional.empty(), Optional.empty(), partner);
  }

  /** The same as the registry takes (DOMAIN.md, section 9, example 7). */
  private static Optional<String> linkKey(Event event) {
    return event.body() instanceof ActReported act && act.responsibleState() != null
        ? Optional.of(
            act.actType()
                + "|"
                + act.responsibleState()
                + "|"
                + event.header().occurredAt().value())
        : Optional.empty();
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
