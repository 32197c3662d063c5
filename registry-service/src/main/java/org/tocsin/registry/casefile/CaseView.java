package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.consent.ConsentLedger;
import org.tocsin.registry.disclosure.Decision;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.history.Unapplied;

/**
 * A case as the staff see it.
 *
 * @param id the case
 * @param knownAt what was recorded until then is in; asked again with it, the page is the same
 * @param asOf what had happened by then; null for all that is known
 * @param open whether nobody has closed it
 * @param owner who works on it; null where nobody is assigned
 * @param needToKnow who may open it
 * @param closings when it was closed and opened again
 * @param links the cases that the desk has linked with it
 * @param defenders whose case it is
 * @param states in whose figures it counts
 * @param corroborated whether at least two independent sources tell of one of its acts
 * @param information how what is reported of acts stands: the first of the four tracks
 * @param status where the person stands; null where nothing is reported
 * @param statuses how the person fared, in order: the second
 * @param communications each letter with its deadline: the third
 * @param accountability investigation, prosecution and remedy, each on its own: the fourth
 * @param timeline every report, in the order in which things happened
 * @param unapplied corrections and retractions without effect
 * @param conflicts several contents under one id, side by side: only the first counts
 * @param disclosure how much is shown here, and why
 * @param consents the consent ledger of each defender
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseView(
    UUID id,
    Instant knownAt,
    Instant asOf,
    boolean open,
    Owner owner,
    NeedToKnow needToKnow,
    List<Closing> closings,
    List<LinkedCase> links,
    Set<UUID> defenders,
    Set<String> states,
    boolean corroborated,
    Information information,
    String status,
    List<StatusEntry> statuses,
    List<Letter> communications,
    Accountability accountability,
    List<TimelineEntry> timeline,
    List<Waiting> unapplied,
    List<Conflict> conflicts,
    Decision disclosure,
    List<ConsentLedger.View> consents) {

  /**
   * A correction or retraction without effect: {@code waiting} for its target, or {@code misfit}.
   */
  public record Waiting(String eventId, String origin, Instant recordedAt, String reason) {
    static Waiting of(Unapplied unapplied) {
      Recorded event = unapplied.event();
      return new Waiting(
          event.id().value(),
          event.origin(),
          event.recordedAt(),
          unapplied.reason().name().toLowerCase(Locale.ROOT));
    }
  }
}
