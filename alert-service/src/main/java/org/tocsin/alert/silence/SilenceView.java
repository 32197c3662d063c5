package org.tocsin.alert.silence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.tocsin.events.vocabulary.Severity;

/**
 * A silence as the staff see it.
 *
 * @param inForce whether it keeps alerts from waking anybody now
 * @param endedAt when somebody ended it before its time; null if nobody did
 * @param covered how many alerts it has covered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SilenceView(
    UUID id,
    String state,
    String actType,
    String partner,
    UUID caseId,
    String severity,
    Instant from,
    Instant until,
    boolean includesExtreme,
    String reason,
    String by,
    boolean inForce,
    Instant endedAt,
    int covered) {

  static SilenceView of(Silence silence, int covered, Instant now) {
    Silence.Matching matching = silence.matching();
    return new SilenceView(
        silence.id(),
        matching.state().orElse(null),
        matching.actType().orElse(null),
        matching.partner().orElse(null),
        matching.caseId().orElse(null),
        matching.severity().map(Severity::code).orElse(null),
        silence.from(),
        silence.until(),
        silence.includesExtreme(),
        silence.reason(),
        silence.by(),
        silence.isInForce(now),
        silence.endedAt().orElse(null),
        covered);
  }
}
