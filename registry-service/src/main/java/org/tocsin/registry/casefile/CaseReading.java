package org.tocsin.registry.casefile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.history.EventStore;
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

  /** The parts of a case, of which nothing may be known. */
  public CaseParts of(Connection connection, UUID id) throws SQLException {
    return new CaseParts(
        id,
        events.standing(connection, id.toString()),
        events.conflicting(connection, id.toString()),
        joinings.links(connection, Set.of(id)));
  }
}
