package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.CaseReopened;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;

/**
 * That somebody closed a case or opened it again. Pure.
 *
 * @param open whether it is open from then on
 * @param by who decided; null where the event does not say
 * @param recordedAt when
 * @param eventId the decision
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Closing(boolean open, String by, Instant recordedAt, String eventId) {

  /** All of a case, in order. */
  public static List<Closing> of(History history) {
    return history
        .standing()
        .filter(
            entry ->
                entry.now().body() instanceof CaseClosed
                    || entry.now().body() instanceof CaseReopened)
        .map(Closing::of)
        .toList();
  }

  private static Closing of(Entry entry) {
    return new Closing(
        entry.now().body() instanceof CaseReopened,
        entry.now().header().by().orElse(null),
        entry.reported().recordedAt(),
        entry.reported().id().value());
  }
}
