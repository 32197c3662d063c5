package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.Flag;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.sealing.LostParts;

/**
 * One entry of a timeline, with the event it comes from.
 *
 * @param eventId its id
 * @param origin who reported it
 * @param type such as {@code act-reported}
 * @param recordedAt when we knew
 * @param state {@code standing}, {@code corrected}, {@code retracted}, or {@code held} out of the
 *     figures until the desk confirms it
 * @param flags why the desk is asked to look at it; {@code erased}, {@code key-destroyed} or {@code
 *     does-not-open} where the sealed part cannot be opened
 * @param data what it says now: the public part
 * @param sealed what it says now that may name a person; null for those who may not read it
 * @param reported what it said at first, where it was corrected
 * @param correctedBy the corrections, in order
 * @param retractedBy what took it back
 * @param retraction what the retraction says that may name a person; null for those who may not
 *     read it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TimelineEntry(
    String eventId,
    String origin,
    String type,
    Instant recordedAt,
    String state,
    List<String> flags,
    ObjectNode data,
    ObjectNode sealed,
    ObjectNode reported,
    List<String> correctedBy,
    String retractedBy,
    ObjectNode retraction) {

  /** The entry, with what may name a person for those who may read it. */
  public static TimelineEntry of(Entry entry, boolean mayReadSealed, LostParts lost) {
    Recorded reported = entry.reported();
    boolean corrected = !entry.corrections().isEmpty();
    return new TimelineEntry(
        reported.id().value(),
        reported.origin(),
        entry.now().type().code(),
        reported.recordedAt(),
        state(entry),
        Stream.of(
                entry.flags().stream(),
                lost.flag(entry).stream(),
                mayReadSealed ? lost.afterOpening(entry).stream() : Stream.<Flag>empty())
            .flatMap(each -> each)
            .map(Flag::code)
            .toList(),
        EventCodec.publicData(entry.now()),
        mayReadSealed ? open(entry.now()) : null,
        corrected ? EventCodec.publicData(reported.event()) : null,
        entry.corrections().stream().map(correction -> correction.id().value()).toList(),
        entry.retraction().map(retraction -> retraction.id().value()).orElse(null),
        mayReadSealed
            ? entry.retraction().map(retraction -> open(retraction.event())).orElse(null)
            : null);
  }

  /** The word for how a report stands. */
  public static String state(Entry entry) {
    if (entry.retraction().isPresent()) {
      return "retracted";
    }
    if (entry.isHeld()) {
      return "held";
    }
    return entry.corrections().isEmpty() ? "standing" : "corrected";
  }

  private static ObjectNode open(Event event) {
    return event.sealed() instanceof SealedPart.Open(ObjectNode fields) ? fields : null;
  }
}
