package org.tocsin.registry.defender;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.registry.casefile.CaseTables;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joinings;
import org.tocsin.registry.sealing.SealedParts;

/** Finds defenders with all of their cases, under all ids that the desk has merged. */
@ApplicationScoped
public class Defenders {

  private final EventStore events;
  private final CaseTables cases;
  private final Joinings joinings;
  private final SealedParts sealed;

  Defenders(EventStore events, CaseTables cases, Joinings joinings, SealedParts sealed) {
    this.events = events;
    this.cases = cases;
    this.joinings = joinings;
    this.sealed = sealed;
  }

  /**
   * The defenders with these ids, each once and from all of its cases; those that are in no case
   * are left out, and names stay sealed.
   */
  public List<Defender> find(Connection connection, Set<UUID> ids) throws SQLException {
    Joined merged = Joined.of(joinings.merges(connection, ids));
    Map<UUID, UUID> setOf = new HashMap<>();
    ids.forEach(id -> merged.with(id).forEach(each -> setOf.put(each, merged.setOf(id))));
    Map<UUID, List<Defender.OfCase>> casesOf = new TreeMap<>();
    var found = new TreeSet<UUID>();
    for (CaseTables.Summary summary : cases.casesOfDefenders(connection, setOf.keySet())) {
      var one =
          new Defender.OfCase(
              summary.caseId(),
              History.of(events.standing(connection, summary.caseId().toString())));
      found.add(one.id());
      var sets = new HashSet<UUID>();
      summary.defenders().stream().filter(setOf::containsKey).map(setOf::get).forEach(sets::add);
      sets.forEach(set -> casesOf.computeIfAbsent(set, none -> new ArrayList<>()).add(one));
    }
    Joined links = Joined.of(joinings.links(connection, found));
    return casesOf.entrySet().stream()
        .map(defender -> Defender.of(defender.getKey(), defender.getValue(), merged, links))
        .toList();
  }

  /** What a defender's page is made of; nothing may be known of the defender. */
  public DefenderParts parts(Connection connection, UUID id) throws SQLException {
    var merges = joinings.merges(connection, Set.of(id));
    var ofCases = new TreeMap<UUID, List<Recorded>>();
    for (CaseTables.Summary summary :
        cases.casesOfDefenders(connection, Joined.of(merges).with(id))) {
      ofCases.put(summary.caseId(), events.standing(connection, summary.caseId().toString()));
    }
    return new DefenderParts(id, merges, joinings.links(connection, ofCases.keySet()), ofCases);
  }

  /** The defender with names, for a reader who may see them; the reading is audited. */
  Defender open(Connection connection, DefenderParts parts, String reader) throws SQLException {
    var opened = new TreeMap<UUID, List<Recorded>>();
    for (Map.Entry<UUID, List<Recorded>> each : parts.cases().entrySet()) {
      opened.put(
          each.getKey(),
          sealed.open(connection, each.getValue(), reader, "defender/" + parts.id()));
    }
    return closed(new DefenderParts(parts.id(), parts.merges(), parts.links(), opened));
  }

  /** The defender as these parts have it. */
  static Defender closed(DefenderParts parts) {
    return Defender.of(
        parts.id(),
        parts.cases().entrySet().stream()
            .map(each -> new Defender.OfCase(each.getKey(), History.of(each.getValue())))
            .toList(),
        parts.merged(),
        Joined.of(parts.links()));
  }
}
