package org.tocsin.registry.defender;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.casefile.CaseTables;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.sealing.SealedParts;

/** Finds defenders with all of their cases. */
@ApplicationScoped
public class Defenders {

  private final EventStore events;
  private final CaseTables cases;
  private final SealedParts sealed;

  Defenders(EventStore events, CaseTables cases, SealedParts sealed) {
    this.events = events;
    this.cases = cases;
    this.sealed = sealed;
  }

  /** How the events of a case are read: as they are stored, or opened for somebody who may. */
  interface Reading {
    List<Recorded> of(List<Recorded> stored) throws SQLException;
  }

  /**
   * These defenders, each from all of its cases; those that are in no case are left out, and names
   * stay sealed.
   */
  public List<Defender> find(Connection connection, Set<UUID> ids) throws SQLException {
    return find(connection, ids, stored -> stored);
  }

  /** One defender with names, for a reader who may see them; the reading is audited. */
  Optional<Defender> open(Connection connection, UUID id, String reader) throws SQLException {
    return find(
            connection,
            Set.of(id),
            stored -> sealed.open(connection, stored, reader, "defender/" + id))
        .stream()
        .findFirst();
  }

  private List<Defender> find(Connection connection, Set<UUID> ids, Reading reading)
      throws SQLException {
    Map<UUID, List<Defender.OfCase>> casesOf = new HashMap<>();
    for (CaseTables.Summary summary : cases.casesOfDefenders(connection, ids)) {
      var one =
          new Defender.OfCase(
              summary.caseId(),
              History.of(reading.of(events.standing(connection, summary.caseId().toString()))));
      for (UUID id : summary.defenders()) {
        if (ids.contains(id)) {
          casesOf.computeIfAbsent(id, _ -> new ArrayList<>()).add(one);
        }
      }
    }
    return casesOf.entrySet().stream()
        .map(defender -> Defender.of(defender.getKey(), defender.getValue()))
        .toList();
  }
}
