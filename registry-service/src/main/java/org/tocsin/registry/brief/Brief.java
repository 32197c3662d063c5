package org.tocsin.registry.brief;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.events.ActReported;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.Name;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.casefile.StatusEntry;
import org.tocsin.registry.disclosure.Decision;
import org.tocsin.registry.disclosure.Disclosed;
import org.tocsin.registry.history.History;

/**
 * What somebody outside the desk is told of a case: who, what, where, and how the person is. It
 * says neither who reported it nor by which source, nor under which references. Pure.
 *
 * @param caseId the case
 * @param disclosure how much is shown, and why
 * @param people who it is about, as last described
 * @param status where the person stands; null where nothing is reported
 * @param acts what was done, in order, without what was taken back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Brief(
    UUID caseId, Decision disclosure, List<Person> people, String status, List<Act> acts) {

  public Brief {
    people = List.copyOf(people);
    acts = List.copyOf(acts);
  }

  /** A defender; null is what nobody has said, or what may not be shown. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Person(String kind, String nationality, List<Name> names) {}

  /** An act; null is what nobody has said, or what may not be shown. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Act(
      String actType,
      String severity,
      String incidentState,
      String responsibleState,
      OccurredAt occurredAt,
      String place,
      String summary) {}

  /**
   * The brief of a case as the gate lets it through.
   *
   * @param narrative whether texts are told too: they can name witnesses and sources
   */
  static Brief of(Disclosed.OfCase shown, boolean narrative) {
    History history = shown.history();
    boolean named = shown.everything();
    List<StatusEntry> statuses = StatusEntry.changes(StatusEntry.of(history));
    return new Brief(
        shown.id(),
        shown.decision(),
        people(history, named),
        statuses.isEmpty() ? null : statuses.getLast().status(),
        acts(history, named && narrative));
  }

  /** By defender; later descriptions take the place of earlier ones. */
  public static List<Person> people(History history, boolean named) {
    var people = new TreeMap<String, Person>();
    history
        .standing()
        .map(entry -> entry.now())
        .filter(event -> event.body() instanceof DefenderDescribed)
        .forEach(event -> people.put(event.header().defender().toString(), person(event, named)));
    return List.copyOf(people.values());
  }

  private static Person person(Event event, boolean named) {
    var described = (DefenderDescribed) event.body();
    return new Person(
        described.kind().code(), code(described.nationality()), named ? described.names() : null);
  }

  private static List<Act> acts(History history, boolean texts) {
    var acts = new ArrayList<Act>();
    history
        .standing()
        .map(entry -> entry.now())
        .forEach(
            event -> {
              if (event.body() instanceof ActReported act) {
                acts.add(
                    new Act(
                        act.actType().code(),
                        ActType.severity(act.actType()).code(),
                        act.incidentState().code(),
                        code(act.responsibleState()),
                        event.header().occurredAt(),
                        texts ? act.place() : null,
                        texts ? act.summary() : null));
              }
            });
    return acts;
  }

  private static String code(State state) {
    return state == null ? null : state.code();
  }
}
