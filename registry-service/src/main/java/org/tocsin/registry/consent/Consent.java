package org.tocsin.registry.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.tocsin.events.ConsentChanged;
import org.tocsin.events.SealedPart;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.ConsentDecision;
import org.tocsin.registry.history.Entry;

/**
 * One entry of the consent ledger, with the event it comes from.
 *
 * @param purpose code, recognised or not
 * @param decision code, recognised or not
 * @param occurredAt when the defender decided
 * @param recordedAt when we knew
 * @param expires the last day (UTC) on which a grant holds; null where it has no end
 * @param counts whether it counts: not taken back, and not a grant that waits for the desk
 * @param givenBy who gave it; null for those who may not read sealed parts
 * @param caseId the case in which it was reported
 * @param origin who reported it
 * @param eventId the report
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Consent(
    String purpose,
    String decision,
    OccurredAt occurredAt,
    Instant recordedAt,
    LocalDate expires,
    boolean counts,
    String givenBy,
    String caseId,
    String origin,
    String eventId) {

  static Consent of(Entry entry) {
    var change = (ConsentChanged) entry.now().body();
    var current = entry.current();
    return new Consent(
        change.purpose().code(),
        change.decision().code(),
        current.occurredAt(),
        current.recordedAt(),
        change.expires(),
        counts(entry, change),
        entry.now().sealed() instanceof SealedPart.Open ? change.givenBy() : null,
        entry.now().header().subject().toString(),
        current.origin(),
        current.id().value());
  }

  /** What a grant or a no comes to at this moment. */
  Answer at(Instant now) {
    return known()
        .map(
            known ->
                switch (known) {
                  case GRANTED -> isOver(now) ? Answer.EXPIRED : Answer.GRANTED;
                  case REFUSED -> Answer.REFUSED;
                  case WITHDRAWN -> Answer.WITHDRAWN;
                  case NOT_ASKED -> Answer.NOT_ASKED;
                })
        .orElse(Answer.UNCLEAR);
  }

  private Optional<ConsentDecision> known() {
    for (ConsentDecision known : ConsentDecision.values()) {
      if (known.code().equals(decision)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  private boolean isOver(Instant now) {
    return expires != null
        && !now.isBefore(expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** An event dated in the future waits for the desk; a no does not wait: that would be unsafe. */
  private static boolean counts(Entry entry, ConsentChanged change) {
    boolean opens =
        change.decision().is(ConsentDecision.GRANTED)
            || change.decision().is(ConsentDecision.NOT_ASKED);
    return opens ? entry.stands() : entry.retraction().isEmpty();
  }
}
