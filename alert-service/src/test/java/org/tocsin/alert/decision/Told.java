package org.tocsin.alert.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.silence.Silence;
import org.tocsin.alert.storm.StormRule;
import org.tocsin.alert.storm.StormWatch;
import org.tocsin.events.ActReported;
import org.tocsin.events.CasesLinked;
import org.tocsin.events.CasesUnlinked;
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
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.SourceKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;

/** A world in which events come in, and what people are told of them, without any database. */
final class Told {

  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final String DAY = "2026-11-20";

  final UUID caseId = new UUID(1, 1);
  final Board board;
  private int read;
  private int ids;

  Told() {
    this(List.of());
  }

  Told(List<Silence> silences) {
    var rule = new StormRule(5, Duration.ofMinutes(10));
    board =
        new Board(
            NOW,
            () -> new UUID(9, ++ids),
            silences,
            new StormWatch(rule, Map.of(), List.of()),
            Links.of(List.of()));
  }

  /** Takes events in this order; what is to be done because of them. */
  List<Step> hears(Event... events) {
    for (Event event : events) {
      Report.of(event, NOW).ifPresent(board::report);
      Amendment.of(event, NOW).ifPresent(board::amend);
      Link.of(event, NOW).ifPresent(board::link);
    }
    List<Step> all = board.steps();
    List<Step> fresh = new ArrayList<>(all.subList(read, all.size()));
    read = all.size();
    return fresh;
  }

  /** What people are told by these steps, as {@code LABEL to-whom}. */
  static List<String> told(List<Step> steps) {
    return steps.stream()
        .filter(Step.Tell.class::isInstance)
        .map(Step.Tell.class::cast)
        .map(
            tell ->
                tell.label()
                    + switch (tell.to()) {
                      case Step.To.Policy() -> " policy";
                      case Step.To.Reached(var alerts, var byEmail) ->
                          byEmail ? " reached by e-mail" : " reached";
                    })
        .map(String::strip)
        .toList();
  }

  /** The alert that an event is in. */
  Alert alertOf(Event event) {
    return board.alert(board.filed(ReportKey.of(event.header())).alert());
  }

  /** What stands by case and change, with the gravest severity. */
  Map<String, Severity> standing() {
    var standing = new HashMap<String, Severity>();
    for (Alert alert : board.changedAlerts()) {
      if (!alert.cancelled()) {
        standing.merge(
            alert.caseId() + " " + alert.change(),
            alert.severity(),
            (one, other) -> one.compareTo(other) >= 0 ? one : other);
      }
    }
    return standing;
  }

  Event act(String id, ActType type) {
    return event(id, act(type, "LI"), "ngo-one", caseId, Optional.empty(), DAY);
  }

  Event status(String id, PersonStatus status) {
    return event(
        id,
        new PersonStatusChanged(Term.of(status), null),
        "ngo-one",
        caseId,
        Optional.empty(),
        DAY);
  }

  static ActReported act(ActType type, String state) {
    return act(Term.of(type), state);
  }

  static ActReported act(Term<ActType> type, String state) {
    State where = State.of(state).orElseThrow();
    return new ActReported(type, where, where, null, null, null, null);
  }

  static Event event(
      String id,
      ReprisalEvent body,
      String organisation,
      UUID caseId,
      Optional<UUID> sourceRef,
      String day) {
    return event(
        id,
        body,
        new Origin.Partner(new Organisation(organisation)),
        caseId,
        sourceRef,
        new OccurredAt(day, Precision.DAY));
  }

  static Event event(
      String id,
      ReprisalEvent body,
      Origin origin,
      UUID caseId,
      Optional<UUID> sourceRef,
      OccurredAt occurredAt) {
    return new Event(
        new EventHeader(
            new EventId(id),
            origin,
            new Subject.OfCase(new CaseId(caseId)),
            Optional.empty(),
            Optional.empty(),
            occurredAt,
            Optional.of(new Source(Term.of(SourceKind.LAWYER), sourceRef.map(SourceId::new))),
            Optional.empty(),
            "0".repeat(64)),
        body,
        new SealedPart.None());
  }

  Event correction(String id, Event target, String field, String value) {
    var changes = JsonNodeFactory.instance.objectNode();
    if (value.startsWith("{")) {
      changes.set(field, json(value));
    } else {
      changes.put(field, value);
    }
    return amendment(
        id, target, new EventCorrected(target.header().id(), new Changes(changes), null));
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Event retraction(String id, Event target) {
    return amendment(id, target, new EventRetracted(target.header().id(), null));
  }

  private static Event amendment(String id, Event target, ReprisalEvent body) {
    return event(
        id,
        body,
        target.header().origin(),
        ((Subject.OfCase) target.header().subject()).caseId().value(),
        Optional.empty(),
        new OccurredAt(DAY, Precision.DAY));
  }

  static Event linked(String id, UUID one, UUID other) {
    return desk(id, new CasesLinked(new CaseId(other), null), one, 1);
  }

  static Event unlinked(String id, UUID one, UUID other) {
    return desk(id, new CasesUnlinked(new CaseId(other), null), one, 2);
  }

  private static Event desk(String id, ReprisalEvent body, UUID caseId, int minute) {
    return event(
        id,
        body,
        new Origin.Desk(),
        caseId,
        Optional.empty(),
        OccurredAt.at(NOW.plusSeconds(60L * minute)));
  }
}
