package org.tocsin.registry.suggestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.events.Name;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.registry.erasure.ErasedData;
import org.tocsin.registry.history.Incoming;
import org.tocsin.registry.history.Stored;
import org.tocsin.registry.sealing.KeysChanged;
import org.tocsin.registry.sealing.SealedParts;
import org.tocsin.registry.table.Locks;

/**
 * The index of names, without plain text. It needs a defender's descriptions and the data keys that
 * open them, which come on two topics in any order: on arrival of either, those descriptions are
 * opened on which it bears, in the transaction that brings it, and of the defender's others only
 * hashes are looked at. So the work is as much as what arrives, however many cases a defender has.
 *
 * <p>One lock, taken after all others and held until the end of the transaction, has one
 * transaction after the other do so; of an event and its key that come at the same moment the
 * second therefore sees the first. What results depends only on what is there, not on the order in
 * which it came (DESIGN.md, sections 5 and 7).
 */
@ApplicationScoped
public class NameIndex implements KeysChanged, ErasedData {

  private final Descriptions descriptions;
  private final DescribedNames described;
  private final SealedParts sealed;
  private final NameIndexKey key;

  NameIndex(
      Descriptions descriptions, DescribedNames described, SealedParts sealed, NameIndexKey key) {
    this.descriptions = descriptions;
    this.described = described;
    this.sealed = sealed;
    this.key = key;
  }

  /** Takes in what a change of the stored events says of names, in the same transaction. */
  public void eventsChanged(Connection connection, Incoming.Change change) throws SQLException {
    note(connection, change);
    Collection<Stored> concerned = descriptions.concerned(connection, change);
    List<Long> gone =
        change.overthrown().stream().filter(Descriptions::describes).map(Stored::place).toList();
    if (!concerned.isEmpty() || !gone.isEmpty()) {
      Locks.names(connection);
      renew(connection, concerned, gone);
    }
  }

  @Override
  public void keysChanged(Connection connection, Set<KeyName> keys, Set<String> erased)
      throws SQLException {
    if (keys.isEmpty() && erased.isEmpty()) {
      return;
    }
    Locks.names(connection);
    List<Long> turned = new DescribedTables(connection).turned(keys, erased);
    if (!turned.isEmpty()) {
      renew(connection, descriptions.at(connection, turned), List.of());
    }
  }

  @Override
  public String name() {
    return "name-index";
  }

  /** Takes everything out that is indexed of these defenders. */
  @Override
  public int erase(Connection connection, Set<UUID> defenders) throws SQLException {
    Locks.names(connection);
    var tables = new SuggestionTables(connection);
    int tokens = tables.tokens(defenders);
    tables.replace(defenders, List.of());
    return tokens + new DescribedTables(connection).erase(defenders);
  }

  /** For readers, who look for all cases in which a defender is described. */
  private void note(Connection connection, Incoming.Change change) throws SQLException {
    var defenders = new ArrayList<UUID>();
    var subjects = new ArrayList<String>();
    for (Stored each : change.fresh()) {
      if (Descriptions.describes(each)) {
        var header = each.recorded().event().header();
        defenders.add(header.defender().orElseThrow().value());
        subjects.add(header.subject().toString());
      }
    }
    if (!defenders.isEmpty()) {
      described.note(connection, defenders, subjects);
    }
  }

  /**
   * Reads these descriptions anew.
   *
   * @param gone places of descriptions that stand no more
   */
  private void renew(Connection connection, Collection<Stored> changed, Collection<Long> gone)
      throws SQLException {
    List<Descriptions.Description> read = read(connection, changed);
    var places = new TreeSet<>(gone);
    var names = new ArrayList<DescribedTables.NameAt>();
    Map<Long, Map<KeyName, Boolean>> keys = new LinkedHashMap<>();
    for (Descriptions.Description one : read) {
      places.add(one.place());
      keys.put(one.place(), one.keys());
      var seen = new HashSet<DescribedTables.Hash>();
      for (int i = 0; i < one.names().size(); i++) {
        var hash = hash(one.names().get(i));
        if (seen.add(hash)) {
          names.add(
              new DescribedTables.NameAt(
                  one.place(), one.defender(), hash, Rank.of(one.current().orElseThrow(), i)));
        }
      }
    }
    var tables = new DescribedTables(connection);
    tables.replaceKeys(places, keys);
    Set<UUID> defenders = tables.replace(places, names);
    if (!defenders.isEmpty()) {
      index(connection, defenders, read);
    }
  }

  private List<Descriptions.Description> read(Connection connection, Collection<Stored> targets)
      throws SQLException {
    return descriptions.read(connection, targets, events -> sealed.open(connection, events));
  }

  /** Indexes those of the defenders whose names have changed, or have come into another order. */
  private void index(
      Connection connection, Set<UUID> defenders, List<Descriptions.Description> read)
      throws SQLException {
    var tables = new DescribedTables(connection);
    Map<UUID, DescribedTables.Hash> before = tables.listed(defenders);
    Map<UUID, List<DescribedTables.Listed>> now = tables.latest(defenders, NameToken.MOST_NAMES);
    now.entrySet().removeIf(each -> listed(each.getValue()).equals(before.get(each.getKey())));
    now.entrySet()
        .removeIf(each -> each.getValue().isEmpty() && !before.containsKey(each.getKey()));
    if (now.isEmpty()) {
      return;
    }
    Map<DescribedTables.Hash, Name> texts = texts(connection, now.values(), read);
    var rows = new ArrayList<SuggestionTables.TokenOf>();
    Map<UUID, DescribedTables.Indexed> indexed = new HashMap<>();
    now.forEach(
        (defender, latest) -> {
          List<Name> names = latest.stream().map(each -> texts.get(each.name())).toList();
          NameToken.of(names)
              .forEach(
                  token ->
                      rows.add(new SuggestionTables.TokenOf(defender, key.hash(token), token)));
          if (!names.isEmpty()) {
            indexed.put(
                defender,
                new DescribedTables.Indexed(
                    key.hash(names.stream().map(Name::text).toList()), listed(latest).array()));
          }
        });
    new SuggestionTables(connection).replace(now.keySet(), rows);
    tables.index(now.keySet(), indexed);
  }

  /** The names themselves: from what was just read, the others from where they are said last. */
  private Map<DescribedTables.Hash, Name> texts(
      Connection connection,
      Collection<List<DescribedTables.Listed>> wanted,
      List<Descriptions.Description> read)
      throws SQLException {
    Map<DescribedTables.Hash, Name> texts = new HashMap<>();
    read.forEach(one -> one.names().forEach(name -> texts.put(hash(name), name)));
    var places = new TreeSet<Long>();
    wanted.forEach(
        latest ->
            latest.stream()
                .filter(each -> !texts.containsKey(each.name()))
                .forEach(each -> places.add(each.place())));
    for (Descriptions.Description one : read(connection, descriptions.at(connection, places))) {
      one.names().forEach(name -> texts.put(hash(name), name));
    }
    return texts;
  }

  private DescribedTables.Hash hash(Name name) {
    return DescribedTables.Hash.of(key.hash(name));
  }

  private static DescribedTables.Hash listed(List<DescribedTables.Listed> latest) {
    var bytes = new ByteArrayOutputStream();
    latest.forEach(each -> bytes.writeBytes(each.name().array()));
    return DescribedTables.Hash.of(bytes.toByteArray());
  }
}
