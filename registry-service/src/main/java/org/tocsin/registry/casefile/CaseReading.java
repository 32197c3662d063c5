package org.tocsin.registry.casefile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joinings;

/** Reads what a case's page is made of. */
@ApplicationScoped
public class CaseReading {

  private final EventStore events;
  private final Joinings joinings;

  CaseReading(EventStore events, Joinings joinings) {
    this.events = events;
    this.joinings = joinings;
  }

  /** The parts of a case, of which nothing may be known; all of them. */
  public CaseParts of(Connection connection, UUID id) throws SQLException {
    return of(connection, id, Horizon.EVERYTHING);
  }

  /** The parts of a case as they were known. */
  public CaseParts of(Connection connection, UUID id, Horizon horizon) throws SQLException {
    return new CaseParts(
        id,
        horizon,
        events.standing(connection, id.toString(), horizon.knownAt()),
        events.conflicting(connection, id.toString(), horizon.knownAt()),
        joinings.links(connection, Set.of(id)).stream()
            .filter(link -> !link.recordedAt().isAfter(horizon.knownAt()))
            .toList());
  }
}
