package org.tocsin.registry.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * How the newest erasure of a defender stands.
 *
 * @param order the event that ordered it
 * @param defenders the ids that are one defender
 * @param caseKeys cases whose own keys are destroyed as well
 * @param caseKeysKept cases whose own keys stay, since other defenders share them; said in the
 *     answer to the order, later in the certificate
 * @param ground code of the ground
 * @param orderedBy who ordered it
 * @param orderedAt when the order was recorded
 * @param state {@code ordered}; {@code keys-destroyed}: nothing opens any more, but old values are
 *     still in the log's files; {@code certified}
 * @param keysLeft data keys that are not yet destroyed
 * @param scannedAt when the log was last looked through
 * @param recordsLeft what that found: keys not yet compacted, and events that an early version
 *     wrote in plain text
 * @param newReports {@code refused} or {@code allowed}
 * @param oldKeysInKeyset keys of the keyset that opened the destroyed keys and still exist: copies
 *     in write-ahead logs and backups open until they are destroyed
 * @param certificate once nothing is left
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErasureView(
    String order,
    Set<UUID> defenders,
    Set<UUID> caseKeys,
    Set<UUID> caseKeysKept,
    String ground,
    String orderedBy,
    Instant orderedAt,
    String state,
    Integer keysLeft,
    Instant scannedAt,
    Integer recordsLeft,
    String newReports,
    Set<Long> oldKeysInKeyset,
    Certificate certificate) {

  static final String ORDERED = "ordered";
  static final String KEYS_DESTROYED = "keys-destroyed";
  static final String CERTIFIED = "certified";

  /** An order that was just recorded. */
  static ErasureView ordered(Ordering.Taken taken) {
    ErasureOrder order = taken.order();
    return new ErasureView(
        order.id(),
        order.covered(),
        order.cases(),
        taken.kept(),
        order.ground(),
        order.orderedBy(),
        order.orderedAt(),
        ORDERED,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static String state(DoneSoFar done) {
    if (done.certified()) {
      return CERTIFIED;
    }
    return done.marked() && done.keysKept() + done.keysDue() == 0 ? KEYS_DESTROYED : ORDERED;
  }
}
