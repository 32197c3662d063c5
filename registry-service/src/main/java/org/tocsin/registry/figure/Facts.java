package org.tocsin.registry.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.ActReported;
import org.tocsin.events.CasesLinked;
import org.tocsin.events.CasesUnlinked;
import org.tocsin.events.Event;
import org.tocsin.registry.act.ActKeys;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Incoming;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.history.Stored;
import org.tocsin.registry.history.Version;
import org.tocsin.registry.joining.Joinings;

/**
 * Keeps the facts in step with the events. An event that nothing amends has one version and is
 * written as it comes; only where corrections, retractions or confirmations are about is anything
 * read again.
 */
@ApplicationScoped
public class Facts {

  private final EventStore events;
  private final Joinings joinings;
  private final FactTable table;

  Facts(EventStore events, Joinings joinings, FactTable table) {
    this.events = events;
    this.joinings = joinings;
    this.table = table;
  }

  /** Writes what a change of the stored events comes to, in the same transaction. */
  public void apply(Connection connection, Incoming.Change change) throws SQLException {
    Set<UUID> linked = joinings.apply(connection, change);
    table.delete(connection, change.overthrown().stream().map(Stored::place).toList());
    Set<String> amended = Set.copyOf(events.amended(connection, change.subjects()));
    Map<Long, Stored> targets = targets(connection, change, amended);
    Map<History.Key, List<Recorded>> amendments = amendments(connection, amended);
    var facts = new ArrayList<FactTable.OfEvent>();
    for (Stored event : change.fresh()) {
      if (!targets.containsKey(event.place())) {
        facts.add(facts(event, List.of()));
      }
    }
    for (Stored target : targets.values()) {
      facts.add(
          facts(target, amendments.getOrDefault(History.Key.of(target.recorded()), List.of())));
    }
    table.delete(connection, targets.keySet());
    table.write(connection, facts);
    table.share(connection, linked);
  }

  /** What these events can have in common with events of other cases, to be locked before. */
  public static Set<String> lockKeys(Collection<Recorded> events) {
    return events.stream().flatMap(event -> lockKeys(event.event())).collect(Collectors.toSet());
  }

  private static Stream<String> lockKeys(Event event) {
    return switch (event.body()) {
      case ActReported act -> ActKeys.of(event).stream().map(Object::toString);
      case CasesLinked link -> Stream.of(link.other().toString());
      case CasesUnlinked link -> Stream.of(link.other().toString());
      default -> Stream.of();
    };
  }

  /** Events whose versions may have changed: where amendments are about, fresh ones and targets. */
  private Map<Long, Stored> targets(
      Connection connection, Incoming.Change change, Set<String> amended) throws SQLException {
    Map<Long, Stored> targets = new LinkedHashMap<>();
    change.fresh().stream()
        .filter(event -> amended.contains(subject(event)))
        .forEach(event -> targets.put(event.place(), event));
    // An amendment of another subject has no effect.
    Map<History.Key, Set<String>> subjects = new HashMap<>();
    Stream.concat(change.fresh().stream(), change.overthrown().stream())
        .map(Stored::recorded)
        .forEach(
            each ->
                History.amended(each)
                    .ifPresent(
                        key ->
                            subjects
                                .computeIfAbsent(key, none -> new TreeSet<>())
                                .add(subject(each))));
    if (!subjects.isEmpty()) {
      events.standing(connection, subjects.keySet()).stream()
          .filter(event -> subjects.get(History.Key.of(event.recorded())).contains(subject(event)))
          .forEach(event -> targets.put(event.place(), event));
    }
    return targets;
  }

  private Map<History.Key, List<Recorded>> amendments(Connection connection, Set<String> amended)
      throws SQLException {
    Map<History.Key, List<Recorded>> byTarget = new HashMap<>();
    if (!amended.isEmpty()) {
      for (Recorded amendment : events.amendments(connection, amended)) {
        History.amended(amendment)
            .ifPresent(
                key -> byTarget.computeIfAbsent(key, none -> new ArrayList<>()).add(amendment));
      }
    }
    return byTarget;
  }

  /** An amendment of another subject has no effect. */
  private static FactTable.OfEvent facts(Stored event, List<Recorded> amendments) {
    List<Recorded> own =
        amendments.stream()
            .filter(each -> subject(each).equals(subject(event.recorded())))
            .toList();
    return new FactTable.OfEvent(
        event.place(),
        Version.of(event.recorded(), own).stream()
            .map(Fact::of)
            .flatMap(Optional::stream)
            .toList());
  }

  private static String subject(Stored event) {
    return subject(event.recorded());
  }

  private static String subject(Recorded event) {
    return event.event().header().subject().toString();
  }
}
