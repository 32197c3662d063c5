package org.tocsin.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.ActReported;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventHeader;
import org.tocsin.events.EventRetracted;
import org.tocsin.events.Origin;
import org.tocsin.events.PersonStatusChanged;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Source;
import org.tocsin.events.Subject;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IncidentId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.SourceKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.history.Recorded;

/** Events of one invented case for tests; each call that changes something gives a new builder. */
public record Events(
    UUID caseId,
    UUID defender,
    String organisation,
    Optional<SourceId> source,
    Optional<IncidentId> incident,
    String digest) {

  public static Events ofNewCase() {
    return new Events(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "ngo-one",
        Optional.empty(),
        Optional.empty(),
        "0".repeat(64));
  }

  public Events withCase(UUID other) {
    return new Events(other, defender, organisation, source, incident, digest);
  }

  public Events by(String other) {
    return new Events(caseId, defender, other, source, incident, digest);
  }

  public Events quoting(SourceId quoted) {
    return new Events(caseId, defender, organisation, Optional.of(quoted), incident, digest);
  }

  public Events of(Optional<IncidentId> named) {
    return new Events(caseId, defender, organisation, source, named, digest);
  }

  public Events withDigest(String other) {
    return new Events(caseId, defender, organisation, source, incident, other);
  }

  public Event act(String id, ActType type, String day, String state) {
    State known = State.of(state).orElseThrow();
    return event(id, day, new ActReported(Term.of(type), known, known, null, null, null, null));
  }

  public Event status(String id, PersonStatus status, String day) {
    return event(id, day, new PersonStatusChanged(Term.of(status), null));
  }

  /** A description with names, which are not sealed yet. */
  public Event describedAs(String id, String... names) {
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      sealed.withArray("names").addObject().put("text", name);
    }
    return event(
        id,
        "2026-11-20",
        new DefenderDescribed(Term.of(DefenderKind.PERSON), null, null, null),
        new Subject.OfCase(new CaseId(caseId)),
        new SealedPart.Open(sealed));
  }

  public Event retraction(String id, String target, String day) {
    return event(id, day, new EventRetracted(new EventId(target), null));
  }

  public Event correction(String id, String target, String day, Changes changes) {
    return event(id, day, new EventCorrected(new EventId(target), changes, null));
  }

  public Event event(String id, String day, ReprisalEvent body) {
    return event(id, day, body, new Subject.OfCase(new CaseId(caseId)), new SealedPart.None());
  }

  public Event event(String id, String day, ReprisalEvent body, Subject subject, SealedPart part) {
    return new Event(
        new EventHeader(
            new EventId(id),
            new Origin.Partner(new Organisation(organisation)),
            subject,
            subject instanceof Subject.OfCase
                ? Optional.of(new DefenderId(defender))
                : Optional.empty(),
            incident,
            new OccurredAt(day, Precision.DAY),
            Optional.of(new Source(Term.of(SourceKind.LAWYER), source)),
            Optional.empty(),
            digest),
        body,
        part);
  }

  /** A decision of the desk on the case. */
  public Event decision(String id, String day, ReprisalEvent body) {
    return new Event(
        new EventHeader(
            new EventId(id),
            new Origin.Desk(),
            new Subject.OfCase(new CaseId(caseId)),
            Optional.empty(),
            Optional.empty(),
            new OccurredAt(day, Precision.DAY),
            Optional.empty(),
            Optional.empty(),
            digest),
        body,
        new SealedPart.None());
  }

  /** Recorded so many seconds after a fixed moment. */
  public static Recorded recorded(Event event, int seconds) {
    return new Recorded(event, Instant.parse("2026-11-20T00:00:00Z").plusSeconds(seconds));
  }
}
