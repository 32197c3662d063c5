package org.tocsin.registry.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An order to erase, as the record has it.
 *
 * @param id the event's
 * @param defender whose names and narrative
 * @param covered that id and those that were merged with it when it was ordered
 * @param ground code of {@code ErasureGround}; null in records of old
 * @param orderedBy the user; null in records of old
 * @param orderedAt when the order was recorded
 */
record ErasureOrder(
    String id,
    UUID defender,
    Set<UUID> covered,
    String ground,
    String orderedBy,
    Instant orderedAt) {

  ErasureOrder {
    covered = new TreeSet<>(covered);
  }

  /** The owners of the keys, as {@code sealing-keys} names them. */
  List<String> owners() {
    return covered.stream().map(UUID::toString).toList();
  }
}
