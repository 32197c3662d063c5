package org.tocsin.registry.live;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.history.Position;

/**
 * What changed from one position to another.
 *
 * @param position where it ends
 * @param knownAt pages that are asked for with it, or later, show all of it
 * @param states whose figures may have changed: every one whose figures did is among them
 * @param cases of those that were asked about, which changed
 */
record Step(Position position, Instant knownAt, Set<String> states, Set<UUID> cases) {

  Step {
    states = Set.copyOf(states);
    cases = Set.copyOf(cases);
  }
}
