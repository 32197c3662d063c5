package org.tocsin.alert.follow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventHeader;
import org.tocsin.events.EventRetracted;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Source;
import org.tocsin.events.Subject;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.SourceKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.Topics;

/** Events of today as they come from the log, for tests on the running service. */
final class Posted {

  private Posted() {}

  static Event act(String id, ActType type, String state, String organisation, UUID caseId) {
    State where = State.of(state).orElseThrow();
    return event(
        id,
        new ActReported(Term.of(type), where, where, null, null, null, null),
        organisation,
        caseId);
  }

  static Event correction(String id, Event target, String field, String value) {
    var changes = JsonNodeFactory.instance.objectNode().put(field, value);
    return amendment(
        id, target, new EventCorrected(target.header().id(), new Changes(changes), null));
  }

  static Event retraction(String id, Event target) {
    return amendment(id, target, new EventRetracted(target.header().id(), null));
  }

  private static Event amendment(String id, Event target, ReprisalEvent body) {
    return event(
        id,
        body,
        ((Origin.Partner) target.header().origin()).organisation().id(),
        ((Subject.OfCase) target.header().subject()).caseId().value());
  }

  static Event event(String id, ReprisalEvent body, String organisation, UUID caseId) {
    return new Event(
        new EventHeader(
            new EventId(id + "-" + caseId),
            new Origin.Partner(new Organisation(organisation)),
            new Subject.OfCase(new CaseId(caseId)),
            Optional.empty(),
            Optional.empty(),
            new OccurredAt(
                Instant.now(Clock.systemUTC()).toString().substring(0, 10), Precision.DAY),
            Optional.of(new Source(Term.of(SourceKind.LAWYER), Optional.empty())),
            Optional.empty(),
            "0".repeat(64)),
        body,
        new SealedPart.None());
  }

  static Logged<Event> logged(Event event) {
    return logged(event, Instant.now());
  }

  static Logged<Event> logged(Event event, Instant recordedAt) {
    return new Logged<>(event, Topics.REPRISAL_EVENTS.name(), 0, 0, recordedAt);
  }
}
