package org.tocsin.registry.casefile;

import java.time.Instant;
import java.util.Optional;
import org.tocsin.events.OwnerAssigned;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;

/**
 * Who works on a case, as the desk has said last. Pure.
 *
 * @param user the owner
 * @param since when that was recorded
 * @param eventId the decision
 */
public record Owner(String user, Instant since, String eventId) {

  /** The owner of the case with this history; empty where nobody has been assigned. */
  public static Optional<Owner> of(History history) {
    return history
        .standing()
        .filter(entry -> entry.now().body() instanceof OwnerAssigned)
        .reduce((earlier, later) -> later)
        .map(Owner::of);
  }

  private static Owner of(Entry entry) {
    return new Owner(
        ((OwnerAssigned) entry.now().body()).owner(),
        entry.reported().recordedAt(),
        entry.reported().id().value());
  }
}
