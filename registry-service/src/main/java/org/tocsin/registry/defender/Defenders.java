package org.tocsin.registry.defender;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.sealing.SealedParts;

/** Finds a defender with all cases. */
@ApplicationScoped
public class Defenders {

  private final EventStore events;
  private final Reports reports;
  private final SealedParts sealed;

  Defenders(EventStore events, Reports reports, SealedParts sealed) {
    this.events = events;
    this.reports = reports;
    this.sealed = sealed;
  }

  /** How the events of a case are read: as they are stored, or opened for somebody who may. */
  interface Reading {
    List<Recorded> of(List<Recorded> stored) throws SQLException;
  }

  /** A defender with names still sealed; empty if no case names it. */
  Optional<Defender> find(Connection connection, UUID id, Horizon horizon) throws SQLException {
    return find(connection, id, horizon, stored -> stored);
  }

  /** One defender with names, for a reader who may see them; the reading is audited. */
  Optional<Defender> open(Connection connection, UUID id, Horizon horizon, String reader)
      throws SQLException {
    return find(
        connection,
        id,
        horizon,
        stored -> sealed.open(connection, stored, reader, "defender/" + id));
  }

  private Optional<Defender> find(Connection connection, UUID id, Horizon horizon, Reading reading)
      throws SQLException {
    var cases = new ArrayList<Defender.OfCase>();
    for (UUID caseId : reports.casesOf(connection, Set.of(id), horizon)) {
      History history =
          History.of(reading.of(events.standing(connection, caseId.toString(), horizon.knownAt())));
      cases.add(new Defender.OfCase(caseId, horizon.of(history)));
    }
    return cases.isEmpty() ? Optional.empty() : Optional.of(Defender.of(id, cases, horizon));
  }
}
