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
import org.tocsin.registry.disclosure.Disclosed;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

/** Finds defenders with all of their cases. */
@ApplicationScoped
public class Defenders {

  private final EventStore events;
  private final CaseTables cases;
  private final Disclosure disclosure;

  Defenders(EventStore events, CaseTables cases, Disclosure disclosure) {
    this.events = events;
    this.cases = cases;
    this.disclosure = disclosure;
  }

  /**
   * These defenders, each from all of its cases; those that are in no case are left out, and names
   * stay sealed.
   */
  public List<Defender> find(Connection connection, Set<UUID> ids) throws SQLException {
    Map<UUID, List<Defender.OfCase>> casesOf = new HashMap<>();
    for (CaseTables.Summary summary : cases.casesOfDefenders(connection, ids)) {
      var one =
          new Defender.OfCase(
              summary.caseId(),
              History.of(events.standing(connection, summary.caseId().toString())));
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

  /** One defender, from those cases that the reader may see, with what the reader may see. */
  Optional<DefenderPage> open(Connection connection, UUID id, Request request) throws SQLException {
    Map<UUID, List<Recorded>> stored = new HashMap<>();
    for (CaseTables.Summary summary : cases.casesOfDefenders(connection, Set.of(id))) {
      stored.put(summary.caseId(), events.standing(connection, summary.caseId().toString()));
    }
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Disclosed disclosed = disclosure.oneFile(connection, request, "defender/" + id, stored);
    return Optional.of(DefenderPage.of(id, disclosed));
  }
}
