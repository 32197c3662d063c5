package org.tocsin.alert.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What came of one attempt to send a notification.
 *
 * @param attempt which one: what came of an earlier one changes nothing any more
 * @param state of the notification from now on
 * @param due when it is tried again; null if it is not
 * @param possibleRepeat whether the provider, or another, may have taken it more than once
 * @param provider who has taken it; null if nobody has
 * @param messageId the provider's id of it; null if it gave none
 * @param bundle the mail that told of several; null for one of its own
 */
record Result(
    UUID id,
    int attempt,
    String state,
    Instant due,
    boolean possibleRepeat,
    String provider,
    String messageId,
    UUID bundle) {

  static final String QUEUED = "queued";
  static final String HANDED_OVER = "handed-over";
  static final String ACCEPTED = "accepted";
  static final String FAILED = "failed";
  static final String UNKNOWN = "unknown";

  static Result handed(Claimed claimed, Channel.Handed handed, UUID bundle) {
    return new Result(
        claimed.id(),
        claimed.attempts(),
        handed.messageId() == null ? HANDED_OVER : ACCEPTED,
        null,
        handed.possibleRepeat(),
        handed.provider(),
        handed.messageId(),
        bundle);
  }

  static Result not(Claimed claimed, String state, Instant due) {
    return new Result(
        claimed.id(), claimed.attempts(), state, due, state.equals(UNKNOWN), null, null, null);
  }
}
