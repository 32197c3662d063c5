package org.tocsin.registry.history;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What corrects, takes back or confirms which event, in the database. Across subjects it has no
 * effect.
 */
@ApplicationScoped
public class Amendments {

  private final EventStore events;

  Amendments(EventStore events) {
    this.events = events;
  }

  /** The standing events that those of a change amend, or have amended until now. */
  public List<Stored> targets(Connection connection, Incoming.Change change) throws SQLException {
    Map<History.Key, Set<String>> subjects = new HashMap<>();
    Stream.of(change.fresh(), change.overthrown())
        .flatMap(List::stream)
        .map(Stored::recorded)
        .forEach(
            each ->
                History.amended(each)
                    .ifPresent(
                        key ->
                            subjects
                                .computeIfAbsent(key, none -> new HashSet<>())
                                .add(subject(each))));
    return subjects.isEmpty()
        ? List.of()
        : events.standing(connection, subjects.keySet()).stream()
            .filter(
                each ->
                    subjects
                        .get(History.Key.of(each.recorded()))
                        .contains(subject(each.recorded())))
            .toList();
  }

  /** What amends each of these events, by place; nothing for those that nothing amends. */
  public Map<Long, List<Recorded>> of(Connection connection, Collection<Stored> targets)
      throws SQLException {
    Set<String> subjects =
        targets.stream().map(each -> subject(each.recorded())).collect(Collectors.toSet());
    List<String> amended = subjects.isEmpty() ? List.of() : events.amended(connection, subjects);
    if (amended.isEmpty()) {
      return Map.of();
    }
    Map<History.Key, List<Recorded>> byTarget = new HashMap<>();
    for (Recorded amendment : events.amendments(connection, amended)) {
      History.amended(amendment)
          .ifPresent(
              key -> byTarget.computeIfAbsent(key, none -> new ArrayList<>()).add(amendment));
    }
    Map<Long, List<Recorded>> byPlace = new HashMap<>();
    for (Stored target : targets) {
      List<Recorded> own =
          byTarget.getOrDefault(History.Key.of(target.recorded()), List.of()).stream()
              .filter(each -> subject(each).equals(subject(target.recorded())))
              .toList();
      if (!own.isEmpty()) {
        byPlace.put(target.place(), own);
      }
    }
    return byPlace;
  }

  private static String subject(Recorded event) {
    return event.event().header().subject().toString();
  }
}
