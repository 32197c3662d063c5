package org.tocsin.registry.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One entry of the audit log: who saw, was refused, exported or changed what, when and why.
 *
 * @param at when the brokers recorded it
 * @param who a user's name, a service, {@code contact/ID} or {@code partner/ID}
 * @param action such as {@code sealed-parts-read}
 * @param about such as {@code case/ID}
 * @param purpose such as {@code desk-work}; null where nothing had to be decided
 * @param decision {@code everything}, {@code unnamed} or {@code nothing}; null likewise
 * @param reason a code; null likewise
 * @param until how long what it gave lasts; null where it gave nothing
 * @param cases the cases whose content was shown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Reading(
    Instant at,
    String who,
    String action,
    String about,
    String purpose,
    String decision,
    String reason,
    Instant until,
    List<UUID> cases) {

  public Reading {
    cases = List.copyOf(cases);
  }

  /** For the page of one case, which need not tell of others that were read with it. */
  Reading withoutCases() {
    return new Reading(at, who, action, about, purpose, decision, reason, until, List.of());
  }
}
