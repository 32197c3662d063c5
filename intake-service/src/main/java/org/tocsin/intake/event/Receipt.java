package org.tocsin.intake.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.tocsin.events.Event;
import org.tocsin.events.Subject;
import org.tocsin.events.shape.Violation;
import org.tocsin.service.problem.Fault;

/**
 * What a partner gets for an event that is recorded; a repeat gets the same again.
 *
 * @param id the event's
 * @param status {@code accepted}
 * @param caseId the case that it belongs to; null for events about no case
 * @param defenderId whom it is about; null for events about no case
 * @param recordedAt the brokers' append time: when we knew
 * @param warnings what is odd but was taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
    String id,
    String status,
    String caseId,
    String defenderId,
    Instant recordedAt,
    List<Fault> warnings) {

  /** For an event that is not recorded yet; holds nothing of its content. */
  static Receipt of(Event event, List<Violation> warnings) {
    var header = event.header();
    return new Receipt(
        header.id().value(),
        "accepted",
        header.subject() instanceof Subject.OfCase(var id) ? id.toString() : null,
        header.defender().map(Object::toString).orElse(null),
        null,
        Outcome.faults(warnings));
  }

  /** The same, recorded. */
  Receipt at(Instant recorded) {
    return new Receipt(id, status, caseId, defenderId, recorded, warnings);
  }
}
