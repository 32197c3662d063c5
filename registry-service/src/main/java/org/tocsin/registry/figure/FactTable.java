package org.tocsin.registry.figure;

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
import java.util.UUID;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.history.Version;
import org.tocsin.registry.table.CopyIn;
import org.tocsin.registry.table.Locks;

/** The table of facts: what figures are counted from. */
@ApplicationScoped
class FactTable {

  /**
   * Facts of one event.
   *
   * @param place of the event
   */
  record OfEvent(long place, List<Fact> facts) {}

  /** Writes facts; those of the same events must have been deleted. */
  void write(Connection connection, List<OfEvent> events) throws SQLException {
    Set<Long> shared = share(connection, events);
    shared.addAll(inLinkedCases(connection, events));
    try (var rows = new CopyIn(connection, "fact")) {
      for (OfEvent event : events) {
        for (Fact fact : event.facts) {
          row(rows, event.place, fact, shared.contains(event.place));
        }
      }
      rows.finish();
    }
  }

  /** Deletes the facts of these events. */
  void delete(Connection connection, Collection<Long> places) throws SQLException {
    if (places.isEmpty()) {
      return;
    }
    for (String table : List.of("fact", "act_key")) {
      try (var delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE place = ANY(?)")) {
        delete.setArray(1, connection.createArrayOf("int8", places.toArray()));
        delete.executeUpdate();
      }
    }
  }

  /**
   * Finds which reports have a key in common with another, also among those already written, which
   * are marked then. The mark only spares work when read; it may stay where it is no longer true.
   *
   * @return the places of those of these events that do
   */
  private static Set<Long> share(Connection connection, List<OfEvent> events) throws SQLException {
    Map<UUID, Set<Long>> fresh = new HashMap<>();
    for (OfEvent event : events) {
      for (Fact fact : event.facts) {
        fact.what()
            .keys()
            .forEach(key -> fresh.computeIfAbsent(key, none -> new HashSet<>()).add(event.place));
      }
    }
    if (fresh.isEmpty()) {
      return new HashSet<>();
    }
    Locks.acts(connection, fresh.keySet());
    Map<UUID, Set<Long>> before = written(connection, fresh.keySet());
    var shared = new HashSet<Long>();
    try (var rows = new CopyIn(connection, "act_key")) {
      for (Map.Entry<UUID, Set<Long>> reports : fresh.entrySet()) {
        for (long place : reports.getValue()) {
          rows.uuid(reports.getKey()).number(place).end();
        }
        if (reports.getValue().size() > 1 || before.containsKey(reports.getKey())) {
          shared.addAll(reports.getValue());
        }
      }
      rows.finish();
    }
    mark(connection, before.values());
    return shared;
  }

  /** Marks all reports in these cases, which were linked. */
  void share(Connection connection, Set<UUID> cases) throws SQLException {
    if (cases.isEmpty()) {
      return;
    }
    try (var update =
        connection.prepareStatement(
            """
            UPDATE fact SET shared = true WHERE kind = 'act' AND NOT shared
            AND place IN (SELECT place FROM event WHERE subject = ANY(?))
            """)) {
      update.setArray(
          1, connection.createArrayOf("text", cases.stream().map(UUID::toString).toArray()));
      update.executeUpdate();
    }
  }

  /** Those of these events that report acts in cases that were ever linked. */
  private static Set<Long> inLinkedCases(Connection connection, List<OfEvent> events)
      throws SQLException {
    Map<UUID, Set<Long>> byCase = new HashMap<>();
    for (OfEvent event : events) {
      event.facts.stream()
          .filter(fact -> fact.what().kind() == Fact.Kind.ACT)
          .flatMap(fact -> fact.caseId().stream())
          .forEach(id -> byCase.computeIfAbsent(id, none -> new HashSet<>()).add(event.place));
    }
    var linked = new HashSet<Long>();
    if (byCase.isEmpty()) {
      return linked;
    }
    try (var query =
        connection.prepareStatement(
            "SELECT one, other FROM case_link WHERE one = ANY(?) OR other = ANY(?)")) {
      var cases = connection.createArrayOf("uuid", byCase.keySet().toArray());
      query.setArray(1, cases);
      query.setArray(2, cases);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          linked.addAll(byCase.getOrDefault(row.getObject(1, UUID.class), Set.of()));
          linked.addAll(byCase.getOrDefault(row.getObject(2, UUID.class), Set.of()));
        }
      }
    }
    return linked;
  }

  private static Map<UUID, Set<Long>> written(Connection connection, Set<UUID> keys)
      throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT key, place FROM act_key WHERE key = ANY(?)")) {
      query.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
      try (var row = query.executeQuery()) {
        Map<UUID, Set<Long>> written = new HashMap<>();
        while (row.next()) {
          written
              .computeIfAbsent(row.getObject(1, UUID.class), none -> new HashSet<>())
              .add(row.getLong(2));
        }
        return written;
      }
    }
  }

  /** Only a key's first report is not marked yet when the second comes. */
  private static void mark(Connection connection, Collection<Set<Long>> places)
      throws SQLException {
    List<Long> first =
        places.stream().filter(each -> each.size() == 1).flatMap(Set::stream).distinct().toList();
    if (first.isEmpty()) {
      return;
    }
    try (var update =
        connection.prepareStatement(
            "UPDATE fact SET shared = true WHERE place = ANY(?) AND NOT shared")) {
      update.setArray(1, connection.createArrayOf("int8", first.toArray()));
      update.executeUpdate();
    }
  }

  private static void row(CopyIn rows, long place, Fact fact, boolean shared) throws SQLException {
    Fact.Statement what = fact.what();
    Version version = fact.version();
    Recorded current = version.current();
    rows.number(place)
        .text(what.kind().code())
        .uuid(fact.caseId().orElse(null))
        .uuid(fact.defender().orElse(null))
        .text(what.state())
        .text(what.code())
        .text(what.detail())
        .text(what.source())
        .uuids(new ArrayList<>(what.keys()))
        .truth(shared)
        .text(current.occurredAt().value())
        .small(current.occurredAt().precision().ordinal())
        .instant(fact.happenedBy())
        .instant(current.recordedAt())
        .instant(version.knownFrom());
    version.knownTo().ifPresentOrElse(rows::instant, rows::never);
    rows.end();
  }
}
