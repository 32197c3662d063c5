package org.tocsin.registry.suggestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.EventType;
import org.tocsin.events.Name;
import org.tocsin.events.SealedPart;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

/** How defenders are described, from all of their cases, after corrections and retractions. */
@ApplicationScoped
class DescribedNames {

  private static final Set<EventType> TYPES =
      Set.of(
          EventType.DEFENDER_DESCRIBED,
          EventType.EVENT_CORRECTED,
          EventType.EVENT_RETRACTED,
          EventType.EVENT_CONFIRMED);

  private final EventStore events;

  DescribedNames(EventStore events) {
    this.events = events;
  }

  /** How sealed parts are opened: for the index, or for a reader. */
  interface Opening {
    List<Recorded> open(List<Recorded> sealed) throws SQLException;
  }

  /**
   * A defender as described.
   *
   * @param names the latest description's first name comes first; none while they are sealed
   * @param person whether it is a person; null where nobody has said
   * @param nationality State code; null where nobody has said
   */
  record Described(List<Name> names, Boolean person, String nationality) {

    private static final Described AS_NOTHING = new Described(List.of(), null, null);

    static Described of(Stream<Entry> descriptions) {
      List<DefenderDescribed> latestFirst =
          descriptions
              .sorted(Comparator.reverseOrder())
              .map(entry -> (DefenderDescribed) entry.now().body())
              .toList();
      if (latestFirst.isEmpty()) {
        return AS_NOTHING;
      }
      DefenderDescribed latest = latestFirst.getFirst();
      return new Described(
          latestFirst.stream()
              .flatMap(each -> each.names() == null ? Stream.of() : each.names().stream())
              .distinct()
              .toList(),
          latest.kind().known().map(kind -> kind == DefenderKind.PERSON).orElse(null),
          latest.nationality() == null ? null : latest.nationality().code());
    }
  }

  /**
   * These defenders as described. What stands in the log in plain text, as in its first days, is
   * left out: it could not be erased.
   */
  Map<UUID, Described> find(Connection connection, Collection<UUID> defenders, Opening opening)
      throws SQLException {
    Map<UUID, Set<String>> subjects = subjects(connection, defenders);
    Map<String, History> histories = new HashMap<>();
    for (Set<String> some : subjects.values()) {
      for (String subject : some) {
        if (!histories.containsKey(subject)) {
          List<Recorded> sealed =
              events.standing(connection, subject).stream()
                  .filter(event -> TYPES.contains(event.event().type()))
                  .filter(event -> !(event.event().sealed() instanceof SealedPart.Open))
                  .toList();
          histories.put(subject, History.of(opening.open(sealed)));
        }
      }
    }
    var found = new HashMap<UUID, Described>();
    subjects.forEach(
        (defender, some) ->
            found.put(
                defender,
                Described.of(
                    some.stream()
                        .map(histories::get)
                        .flatMap(History::standing)
                        .filter(entry -> describes(entry, defender)))));
    return found;
  }

  private static boolean describes(Entry entry, UUID defender) {
    return entry.now().body() instanceof DefenderDescribed
        && entry.now().header().defender().filter(d -> d.value().equals(defender)).isPresent();
  }

  private static Map<UUID, Set<String>> subjects(Connection connection, Collection<UUID> defenders)
      throws SQLException {
    var subjects = new HashMap<UUID, Set<String>>();
    try (var query =
        connection.prepareStatement(
            "SELECT defender_id, subject FROM described WHERE defender_id = ANY (?)")) {
      query.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
      try (var row = query.executeQuery()) {
        while (row.next()) {
          subjects
              .computeIfAbsent(row.getObject(1, UUID.class), _ -> new TreeSet<>())
              .add(row.getString(2));
        }
      }
    }
    return subjects;
  }

  /** Notes that a subject describes a defender. */
  void note(Connection connection, Collection<UUID> defenders, Collection<String> subjects)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO described SELECT * FROM unnest(?, ?) ON CONFLICT DO NOTHING")) {
      insert.setArray(1, connection.createArrayOf("uuid", defenders.toArray()));
      insert.setArray(2, connection.createArrayOf("text", subjects.toArray()));
      insert.executeUpdate();
    }
  }
}
