package org.tocsin.registry.state;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.casefile.StatusEntry;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;

/**
 * Counts where the persons stand against whom acts of a State are reported, over all of their
 * cases; groups and organisations are not counted, and merged defenders are one person.
 *
 * <p>Who has a single entry, as most, is counted by the database.
 */
@ApplicationScoped
class Persons {

  private static final String AMONG = " AND defender = ANY(?) ";

  private static final String SQL =
      """
      WITH person AS MATERIALIZED (
        SELECT DISTINCT defender FROM fact WHERE kind = 'act' AND state = ? AND defender IS NOT NULL AND %1$s %2$s UNION SELECT unnest(?::uuid[])),
      entry AS MATERIALIZED (
        SELECT fact.place, fact.kind, fact.defender, fact.code, occurred, precision, recorded_at FROM person
        JOIN fact ON fact.defender = person.defender
        WHERE kind IN ('act', 'status', 'description') AND %1$s),
      several AS MATERIALIZED (
        SELECT defender FROM entry GROUP BY defender HAVING count(*) > 1 UNION SELECT unnest(?::uuid[]))
      SELECT kind, code, count(*) AS persons, NULL::uuid AS defender, NULL AS occurred, NULL AS precision, NULL AS recorded_at, NULL AS origin, NULL AS event_id
      FROM entry WHERE defender NOT IN (SELECT defender FROM several) GROUP BY kind, code
      UNION ALL
      SELECT kind, code, 1, defender, occurred, precision, entry.recorded_at, origin, event_id
      FROM entry JOIN event USING (place) WHERE defender IN (SELECT defender FROM several)
      """;

  /** What is told of one person. */
  private static final class Told {

    private final List<StatusEntry> statuses = new ArrayList<>();
    private final List<StatusEntry> descriptions = new ArrayList<>();

    private void add(String kind, StatusEntry entry) {
      switch (kind) {
        case "description" -> descriptions.add(entry);
        case "act" -> implied(entry).ifPresent(statuses::add);
        default -> statuses.add(entry);
      }
    }

    private static Optional<StatusEntry> implied(StatusEntry act) {
      return Persons.implied(act.status())
          .map(
              status ->
                  new StatusEntry(
                      status,
                      act.occurredAt(),
                      act.recordedAt(),
                      true,
                      act.origin(),
                      act.eventId()));
    }

    private boolean isPerson() {
      return descriptions.stream()
          .max(StatusEntry::compareTo)
          .filter(kind -> !kind.status().equals(DefenderKind.PERSON.code()))
          .isEmpty();
    }

    private Optional<String> status() {
      return statuses.stream().max(StatusEntry::compareTo).map(StatusEntry::status);
    }
  }

  /** How many persons have which status. */
  Map<String, Integer> byStatus(
      Connection connection, String state, Horizon horizon, Joined defenders) throws SQLException {
    return byStatus(connection, state, horizon, defenders, Optional.empty());
  }

  /**
   * The same, of these defenders alone.
   *
   * @param among with each, all who are one with it
   */
  Map<String, Integer> byStatus(
      Connection connection, String state, Horizon horizon, Joined defenders, Set<UUID> among)
      throws SQLException {
    return byStatus(connection, state, horizon, defenders, Optional.of(among));
  }

  private static Map<String, Integer> byStatus(
      Connection connection,
      String state,
      Horizon horizon,
      Joined defenders,
      Optional<Set<UUID>> among)
      throws SQLException {
    Set<UUID> merged = merged(connection, state, horizon, defenders, among);
    var counts = new TreeMap<String, Integer>();
    Map<UUID, Told> several = new HashMap<>();
    String sql = SQL.formatted(Horizon.CONDITION, among.isPresent() ? AMONG : "");
    try (var query = connection.prepareStatement(sql)) {
      Array ids = connection.createArrayOf("uuid", merged.toArray());
      query.setString(1, state);
      int next = horizon.set(query, 2);
      if (among.isPresent()) {
        query.setArray(next++, connection.createArrayOf("uuid", among.get().toArray()));
      }
      query.setArray(next, ids);
      next = horizon.set(query, next + 1);
      query.setArray(next, ids);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          UUID defender = row.getObject("defender", UUID.class);
          if (defender == null) {
            // Who has a single entry has an act of this State and nothing else.
            int persons = row.getInt("persons");
            implied(row.getString("code"))
                .ifPresent(status -> counts.merge(status, persons, Integer::sum));
          } else {
            several
                .computeIfAbsent(defenders.setOf(defender), none -> new Told())
                .add(row.getString("kind"), entry(row));
          }
        }
      }
    }
    several.values().stream()
        .filter(Told::isPerson)
        .flatMap(told -> told.status().stream())
        .forEach(status -> counts.merge(status, 1, Integer::sum));
    return counts;
  }

  private static Optional<String> implied(String actType) {
    return Term.read(ActType.class, actType)
        .flatMap(Term::known)
        .flatMap(ActType::implies)
        .map(PersonStatus::code);
  }

  /**
   * All ids of merged defenders of whom one has an act of this State; of those alone that are
   * wanted, so that a small change does not look at every merge there ever was.
   */
  private static Set<UUID> merged(
      Connection connection,
      String state,
      Horizon horizon,
      Joined defenders,
      Optional<Set<UUID>> among)
      throws SQLException {
    var merged = new HashSet<UUID>();
    var asked = new HashSet<>(defenders.all());
    among.ifPresent(asked::retainAll);
    if (asked.isEmpty()) {
      return merged;
    }
    try (var query =
        connection.prepareStatement(
            "SELECT DISTINCT defender FROM fact WHERE kind = 'act' AND state = ? AND defender = ANY(?) AND"
                + Horizon.CONDITION)) {
      query.setString(1, state);
      query.setArray(2, connection.createArrayOf("uuid", asked.toArray()));
      horizon.set(query, 3);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          merged.addAll(defenders.with(row.getObject(1, UUID.class)));
        }
      }
    }
    return merged;
  }

  private static StatusEntry entry(ResultSet row) throws SQLException {
    return new StatusEntry(
        row.getString("code"),
        new OccurredAt(row.getString("occurred"), Precision.values()[row.getInt("precision")]),
        instant(row),
        false,
        row.getString("origin"),
        row.getString("event_id"));
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getTimestamp("recorded_at").toInstant();
  }
}
