package org.tocsin.intake.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.tocsin.events.identity.Organisation;

/**
 * A partner as the directory has it, under its organisation's id.
 *
 * @param organisation its id
 * @param status whether it may post
 * @param eventsPerSecond its quota; null for that of all
 * @param createdAt when it was let in; null for one that came with the installation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Partner(
    String organisation, Status status, Integer eventsPerSecond, Instant createdAt) {

  /** The highest quota that makes sense. */
  static final int MOST_EVENTS_PER_SECOND = 1_000_000;

  /** Whether a partner may post. */
  public enum Status {
    ACTIVE,
    SUSPENDED
  }

  /** Throws IllegalArgumentException where something is missing or not of its form. */
  public Partner {
    if (organisation == null || status == null) {
      throw new IllegalArgumentException("a partner has an organisation and a status");
    }
    if (eventsPerSecond != null
        && (eventsPerSecond < 1 || eventsPerSecond > MOST_EVENTS_PER_SECOND)) {
      throw new IllegalArgumentException("a quota is from 1 to " + MOST_EVENTS_PER_SECOND);
    }
    new Organisation(organisation);
  }

  Partner with(Status changed) {
    return new Partner(organisation, changed, eventsPerSecond, createdAt);
  }

  Partner withQuota(Integer changed) {
    return new Partner(organisation, status, changed, createdAt);
  }
}
