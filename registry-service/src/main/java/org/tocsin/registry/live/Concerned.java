package org.tocsin.registry.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tocsin.events.EventType;
import org.tocsin.events.Subject;
import org.tocsin.registry.joining.Joining;
import org.tocsin.registry.joining.Joinings;

/**
 * Whose figures and pages some events may have changed. Rather one too many than one too few: who
 * is told fetches the page and sees.
 */
@ApplicationScoped
class Concerned {

  /** What these change stands in the facts of the event itself. */
  private static final Set<EventType> OWN_FACTS =
      EnumSet.of(
          EventType.ACT_REPORTED,
          EventType.DEFENDER_DESCRIBED,
          EventType.PERSON_STATUS_CHANGED,
          EventType.COMMUNICATION_SENT,
          EventType.STATE_MEASURE_TAKEN);

  /** What these change can be anything in the case, and where its persons stand. */
  private static final Set<EventType> WHOLE_CASE =
      EnumSet.of(
          EventType.EVENT_CORRECTED,
          EventType.EVENT_RETRACTED,
          EventType.EVENT_CONFIRMED,
          EventType.DEFENDERS_MERGED,
          EventType.DEFENDERS_UNMERGED);

  /** These leave the persons of the case where they are. */
  private static final Set<EventType> CASE_WITHOUT_PERSONS =
      EnumSet.of(EventType.STATE_REPLIED, EventType.CASE_CLOSED, EventType.CASE_REOPENED);

  private static final Set<EventType> LINKS =
      EnumSet.of(EventType.CASES_LINKED, EventType.CASES_UNLINKED);

  /** What is not the event itself: another content under its id falls or stands with it. */
  private static final String CONFLICTING =
      "SELECT DISTINCT other.subject FROM event AS fresh JOIN event AS other USING (origin, event_id) WHERE fresh.place = ANY(?) AND other.place <> fresh.place";

  /** In every version, and in contents that do not stand any more. */
  private static final String STATES_OF_CASES =
      """
      SELECT state FROM fact JOIN event USING (place) WHERE event.subject = ANY(?) AND state IS NOT NULL
      UNION SELECT coalesce(data->>'responsibleState', data->>'incidentState', data->>'state') FROM event WHERE subject = ANY(?)
      """;

  private static final String STATES_OF_EVENTS =
      "SELECT DISTINCT state FROM fact WHERE place = ANY(?) AND state IS NOT NULL";

  private static final String PERSONS =
      """
      SELECT defender FROM fact WHERE place = ANY(?) AND kind IN ('act', 'status', 'description') AND defender IS NOT NULL
      UNION SELECT defender FROM fact JOIN event USING (place) WHERE event.subject = ANY(?) AND defender IS NOT NULL
      """;

  private static final String STATES_OF_PERSONS =
      "SELECT DISTINCT state FROM fact WHERE kind = 'act' AND defender = ANY(?) AND state IS NOT NULL";

  private static final String CASES_OF_SAME_ACTS =
      """
      SELECT DISTINCT fact.case_id FROM act_key AS fresh JOIN act_key AS other USING (key) JOIN fact ON fact.place = other.place
      WHERE fresh.place = ANY(?) AND fact.case_id = ANY(?)
      """;

  private final Joinings joinings;

  Concerned(Joinings joinings) {
    this.joinings = joinings;
  }

  /** The States whose figures these events may have changed. */
  Set<String> states(Connection connection, List<Slice.Row> events) throws SQLException {
    var states = new TreeSet<String>();
    for (Slice.Row event : events) {
      if (event.subject().startsWith(Subject.STATE)) {
        states.add(event.subject().substring(Subject.STATE.length()));
      }
    }
    List<Slice.Row> own = events.stream().filter(event -> is(event, OWN_FACTS)).toList();
    Set<String> whole = subjects(events, WHOLE_CASE);
    whole.addAll(conflicting(connection, events));
    Set<UUID> persons = persons(connection, own, whole);
    whole.addAll(subjects(events, CASE_WITHOUT_PERSONS));
    linked(connection, events).forEach(id -> whole.add(id.toString()));
    states.addAll(texts(connection, STATES_OF_EVENTS, places(connection, own)));
    if (!whole.isEmpty()) {
      Array cases = connection.createArrayOf("text", whole.toArray());
      states.addAll(texts(connection, STATES_OF_CASES, cases, cases));
    }
    if (!persons.isEmpty()) {
      states.addAll(
          texts(
              connection, STATES_OF_PERSONS, connection.createArrayOf("uuid", persons.toArray())));
    }
    return states;
  }

  /** Those of the cases whose pages these events changed. */
  Set<UUID> cases(Connection connection, List<Slice.Row> events, Set<UUID> watched)
      throws SQLException {
    if (watched.isEmpty() || events.isEmpty()) {
      return Set.of();
    }
    Set<UUID> changed = linked(connection, events);
    events.stream()
        .filter(Concerned::isCase)
        .forEach(event -> changed.add(UUID.fromString(event.subject())));
    conflicting(connection, events).forEach(subject -> changed.add(UUID.fromString(subject)));
    changed.retainAll(watched);
    texts(
            connection,
            CASES_OF_SAME_ACTS,
            places(connection, events),
            connection.createArrayOf("uuid", watched.toArray()))
        .forEach(id -> changed.add(UUID.fromString(id)));
    return changed;
  }

  /** Cases of other contents under the ids of these events. */
  private static List<String> conflicting(Connection connection, List<Slice.Row> events)
      throws SQLException {
    return texts(connection, CONFLICTING, places(connection, events)).stream()
        .filter(Concerned::isCase)
        .toList();
  }

  /** All cases that have to do with the links among these events, also through a third. */
  private Set<UUID> linked(Connection connection, List<Slice.Row> events) throws SQLException {
    Set<UUID> ends =
        events.stream()
            .filter(event -> isCase(event) && is(event, LINKS))
            .map(event -> UUID.fromString(event.subject()))
            .collect(Collectors.toCollection(HashSet::new));
    return ends.isEmpty() ? ends : with(ends, joinings.links(connection, ends));
  }

  /** All ids of the persons of whom these events, or any of these cases, tell. */
  private Set<UUID> persons(Connection connection, List<Slice.Row> events, Set<String> cases)
      throws SQLException {
    Set<UUID> persons = new HashSet<>();
    texts(
            connection,
            PERSONS,
            places(connection, events),
            connection.createArrayOf("text", cases.toArray()))
        .forEach(id -> persons.add(UUID.fromString(id)));
    return persons.isEmpty() ? persons : with(persons, joinings.merges(connection, persons));
  }

  private static Set<UUID> with(Set<UUID> ids, List<Joining> decisions) {
    Set<UUID> all = new HashSet<>(ids);
    for (Joining decision : decisions) {
      all.add(decision.one());
      all.add(decision.other());
    }
    return all;
  }

  private static boolean is(Slice.Row event, Set<EventType> types) {
    return EventType.ofWireName(event.type()).filter(types::contains).isPresent();
  }

  private static boolean isCase(Slice.Row event) {
    return isCase(event.subject());
  }

  private static boolean isCase(String subject) {
    return Subject.of(subject).filter(Subject.OfCase.class::isInstance).isPresent();
  }

  private static Array places(Connection connection, List<Slice.Row> events) throws SQLException {
    return connection.createArrayOf("int8", events.stream().map(Slice.Row::place).toArray());
  }

  private static Set<String> subjects(List<Slice.Row> events, Set<EventType> types) {
    return events.stream()
        .filter(event -> isCase(event) && is(event, types))
        .map(Slice.Row::subject)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The texts of a query's only column. */
  private static List<String> texts(Connection connection, String sql, Array... parameters)
      throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setArray(i + 1, parameters[i]);
      }
      try (var row = query.executeQuery()) {
        var texts = new ArrayList<String>();
        while (row.next()) {
          if (row.getString(1) != null) {
            texts.add(row.getString(1));
          }
        }
        return texts;
      }
    }
  }
}
