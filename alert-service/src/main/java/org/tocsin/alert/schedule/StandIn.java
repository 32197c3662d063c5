package org.tocsin.alert.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody stands in for a time.
 *
 * @param contact who is on call
 * @param insteadOf whose turns are taken; empty: this one alone is on call, at every hour of the
 *     time
 * @param from the first moment
 * @param to the first moment after
 */
public record StandIn(String contact, Optional<String> insteadOf, Instant from, Instant to) {

  public StandIn {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A stand-in ends after it begins");
    }
  }

  boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
