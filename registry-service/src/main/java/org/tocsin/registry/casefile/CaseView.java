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
 * @param open whether nobody has closed it
 * @param defenders whose case it is
 * @param states in whose figures it counts
 * @param corroborated whether at least two independent sources tell of one of its acts
 * @param status where the person stands; null where nothing is reported
 * @param statuses how the person fared, in order
 * @param timeline every report, in the order in which things happened
 * @param unapplied corrections and retractions without effect
 * @param conflicts reports under an id that another report has: only the first counts
 * @param disclosure how much is shown here, and why
 * @param consents the consent ledger of each defender
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseView(
    UUID id,
    boolean open,
    Set<UUID> defenders,
    Set<String> states,
    boolean corroborated,
    String status,
    List<StatusEntry> statuses,
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

  /** A report that does not count, since another has its id. */
  public record Conflict(String eventId, String origin, Instant recordedAt, String type) {
    static Conflict of(Recorded event) {
      return new Conflict(
          event.id().value(), event.origin(), event.recordedAt(), event.event().type().code());
    }
  }
}
