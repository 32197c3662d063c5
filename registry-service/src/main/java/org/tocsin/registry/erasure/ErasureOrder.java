package org.tocsin.registry.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An order to erase, as the record has it.
 *
 * @param id the event's
 * @param defender whose names and narrative
 * @param covered that id and those that were merged with it when it was ordered
 * @param cases those whose own keys are destroyed as well
 * @param ground code of {@code ErasureGround}; null in records of old
 * @param orderedBy the user; null in records of old
 * @param orderedAt when the order was recorded
 */
record ErasureOrder(
    String id,
    UUID defender,
    Set<UUID> covered,
    Set<UUID> cases,
    String ground,
    String orderedBy,
    Instant orderedAt) {

  ErasureOrder {
    covered = new TreeSet<>(covered);
    cases = new TreeSet<>(cases);
  }

  /** The owners of the keys, as {@code sealing-keys} names them. */
  List<String> owners() {
    return Stream.concat(covered.stream(), cases.stream()).map(UUID::toString).toList();
  }

  /** Those of the owners that are ids of the defender. */
  List<String> defenders() {
    return covered.stream().map(UUID::toString).toList();
  }

  /** Those of the owners that are cases. */
  List<String> ofCases() {
    return cases.stream().map(UUID::toString).toList();
  }
}
