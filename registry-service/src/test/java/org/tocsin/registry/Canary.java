package org.tocsin.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.tocsin.events.ActReported;
import org.tocsin.events.ConsentChanged;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.ConsentDecision;
import org.tocsin.events.vocabulary.ConsentPurpose;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** An invented defender whose name and narrative are sealed in the log, and searched for after. */
final class Canary {

  static final String NAME = "Zanahoria Canario";
  static final String NARRATIVE = "seized at the invented gate";

  private final LogWriter log;
  private final KeyEncryption encryption;
  private final Events events;
  private final DataKey key;

  Canary(LogWriter log, KeyEncryption encryption, Events events) {
    this.log = log;
    this.encryption = encryption;
    this.events = events;
    this.key = DataKey.create(events.defender().toString());
  }

  /** Key, description and an act in this State. */
  void sing(String state) {
    byte[] value =
        JsonNodeFactory.instance
            .objectNode()
            .put("wrapped", Base64.getEncoder().encodeToString(encryption.wrap(key)))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    log.appendBeside(Topics.SEALING_KEYS, key.name().owner(), key.name().toString(), value).join();
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    names.putArray("names").addObject().put("text", NAME).put("script", "Latn");
    ObjectNode narrative =
        JsonNodeFactory.instance
            .objectNode()
            .put("summary", NAME + " " + NARRATIVE)
            .put("place", NARRATIVE);
    State known = State.of(state).orElseThrow();
    post(
        sealed("d", new DefenderDescribed(Term.of(DefenderKind.PERSON), null, null, null), names),
        sealed(
            "a",
            new ActReported(
                Term.of(ActType.TRAVEL_INTERCEPTION), known, known, null, null, null, null),
            narrative));
  }

  void consent(String id, String day, ConsentPurpose purpose, ConsentDecision decision) {
    post(
        events.event(id, day, new ConsentChanged(Term.of(purpose), Term.of(decision), null, null)));
  }

  void post(Event... posted) {
    for (Event event : posted) {
      log.append(
              Topics.REPRISAL_EVENTS,
              event.header().subject().toString(),
              EventCodec.toCloudEvent(event))
          .join();
    }
  }

  static Event byTheDesk(Event event) {
    var header = event.header();
    return new Event(
        new EventHeader(
            header.id(),
            new Origin.Desk(),
            header.subject(),
            header.defender(),
            header.incident(),
            header.occurredAt(),
            Optional.empty(),
            header.language(),
            header.digest()),
        event.body(),
        event.sealed());
  }

  /** An act whose sealed part belongs to another event, so that it does not open. */
  void singFalsely(String id, String state) {
    State known = State.of(state).orElseThrow();
    var act = new ActReported(Term.of(ActType.RAID), known, known, null, null, null, null);
    ObjectNode narrative = JsonNodeFactory.instance.objectNode().put("summary", NAME);
    Event other = sealed(id + "-other", act, narrative);
    post(events.event(id, "2026-11-20", act, other.header().subject(), other.sealed()));
  }

  private Event sealed(String id, ReprisalEvent body, ObjectNode fields) {
    return Sealing.seal(
        events.event(
            id,
            "2026-11-20",
            body,
            new Subject.OfCase(new CaseId(events.caseId())),
            new SealedPart.Open(fields)),
        key);
  }
}
