package org.tocsin.registry.suggestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.EventConfirmed;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventRetracted;
import org.tocsin.events.Name;
import org.tocsin.registry.erasure.ErasedData;
import org.tocsin.registry.sealing.KeysChanged;
import org.tocsin.registry.sealing.SealedParts;

/**
 * The index of names, without plain text. It needs a defender's descriptions and the data keys that
 * open them, which come on two topics in any order: on arrival of either it is computed anew from
 * what is there, in the transaction that brings it. One lock, taken after all others and held until
 * the end of the transaction, has one transaction after the other do so; of an event and its key
 * that come at the same moment the second therefore sees the first. What results depends only on
 * what is there, not on the order in which it came (DESIGN.md, sections 5 and 7).
 */
@ApplicationScoped
public class NameIndex implements KeysChanged, ErasedData {

  /** Beside the locks of {@link org.tocsin.registry.history.Incoming}, which are small numbers. */
  private static final long LOCK = 0x6E616D6573L;

  private final DescribedNames described;
  private final SealedParts sealed;
  private final NameIndexKey key;

  NameIndex(DescribedNames described, SealedParts sealed, NameIndexKey key) {
    this.described = described;
    this.sealed = sealed;
    this.key = key;
  }

  /**
   * Takes in what these events say of names. Call it when they are stored, in the same transaction.
   *
   * @param events those that came
   * @param subjects whose events have changed, also by a conflict that was settled
   */
  public void eventsChanged(
      Connection connection, Collection<Event> events, Collection<String> subjects)
      throws SQLException {
    var about = new TreeSet<>(subjects);
    var defenders = new ArrayList<UUID>();
    var describedIn = new ArrayList<String>();
    events.forEach(event -> about.remove(event.header().subject().toString()));
    for (Event event : events) {
      if (isOnNames(event)) {
        about.add(event.header().subject().toString());
      }
      if (event.body() instanceof DefenderDescribed && event.header().defender().isPresent()) {
        defenders.add(event.header().defender().get().value());
        describedIn.add(event.header().subject().toString());
      }
    }
    if (about.isEmpty()) {
      return;
    }
    described.note(connection, defenders, describedIn);
    List<UUID> affected = described.in(connection, about);
    if (!affected.isEmpty()) {
      lock(connection);
      compute(connection, affected);
    }
  }

  @Override
  public void keysChanged(Connection connection, Set<String> owners) throws SQLException {
    List<UUID> defenders = owners.stream().flatMap(owner -> uuid(owner).stream()).toList();
    if (!defenders.isEmpty()) {
      lock(connection);
      compute(connection, defenders);
    }
  }

  @Override
  public String name() {
    return "name-index";
  }

  /** Takes everything out that is indexed of these defenders. */
  @Override
  public int erase(Connection connection, Set<UUID> defenders) throws SQLException {
    lock(connection);
    var tables = new SuggestionTables(connection);
    int tokens = tables.tokens(defenders);
    tables.replace(defenders, List.of());
    tables.replaceNames(defenders, Map.of());
    return tokens;
  }

  private void compute(Connection connection, Collection<UUID> defenders) throws SQLException {
    Map<UUID, DescribedNames.Described> found =
        described.find(connection, defenders, events -> sealed.open(connection, events));
    var rows = new ArrayList<SuggestionTables.TokenOf>();
    var names = new HashMap<UUID, byte[]>();
    found.forEach(
        (defender, as) -> {
          List<String> texts =
              as.names().stream().map(Name::text).limit(NameToken.MOST_NAMES).toList();
          if (!texts.isEmpty()) {
            names.put(defender, key.hash(texts));
          }
          NameToken.of(as.names())
              .forEach(
                  token ->
                      rows.add(new SuggestionTables.TokenOf(defender, key.hash(token), token)));
        });
    if (!found.isEmpty()) {
      var tables = new SuggestionTables(connection);
      tables.replace(found.keySet(), rows);
      tables.replaceNames(found.keySet(), names);
    }
  }

  private static boolean isOnNames(Event event) {
    return switch (event.body()) {
      case DefenderDescribed _, EventCorrected _, EventRetracted _, EventConfirmed _ -> true;
      default -> false;
    };
  }

  private static Optional<UUID> uuid(String owner) {
    try {
      return Optional.of(UUID.fromString(owner));
    } catch (IllegalArgumentException aboutNoDefender) {
      return Optional.empty();
    }
  }

  private static void lock(Connection connection) throws SQLException {
    try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, LOCK);
      lock.execute();
    }
  }
}
