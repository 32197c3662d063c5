package org.tocsin.alert.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.outbox.KeptSteps.Kept;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.service.live.LiveMessage;

/**
 * What a listener is told: ids, codes and times.
 *
 * @param name {@code open}, {@code reload}, {@code step} or {@code too-slow}; empty for a sign of
 *     life
 * @param id from where to go on after this one
 * @param data empty for a sign of life
 */
record Message(Optional<String> name, Optional<Long> id, Optional<Data> data)
    implements LiveMessage {

  /** What it is about. All null but for a step. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      UUID alertId,
      String reference,
      String severity,
      UUID caseId,
      String contact,
      String channel,
      String state,
      Instant at) {

    static final Data NONE = new Data(null, null, null, null, null, null, null, null);
  }

  /** The first of a stream that goes on from there. */
  static Message open(long number) {
    return new Message(Optional.of("open"), Optional.of(number), Optional.of(Data.NONE));
  }

  /** The first of a stream that cannot go on from where it was: fetch alerts anew. */
  static Message reload(long number) {
    return new Message(Optional.of("reload"), Optional.of(number), Optional.of(Data.NONE));
  }

  static Message step(Kept kept) {
    AlertEvent event = kept.event();
    return new Message(
        Optional.of("step"),
        Optional.of(kept.number()),
        Optional.of(
            new Data(
                event.alertId(),
                kept.reference(),
                kept.severity(),
                event.caseId().orElse(null),
                event.message().map(AlertEvent.Message::contact).orElse(null),
                event.message().map(AlertEvent.Message::channel).orElse(null),
                event.step().code(),
                event.at())));
  }

  /** The last of a stream whose client reads too slowly to be told of all. */
  static Message tooSlow() {
    return new Message(Optional.of("too-slow"), Optional.empty(), Optional.of(Data.NONE));
  }

  static Message alive() {
    return new Message(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
