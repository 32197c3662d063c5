package org.tocsin.registry.follow;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.tocsin.events.Event;
import org.tocsin.registry.erasure.Orders;
import org.tocsin.registry.figure.Facts;
import org.tocsin.registry.history.Incoming;
import org.tocsin.registry.suggestion.Dismissals;
import org.tocsin.registry.suggestion.NameIndex;
import org.tocsin.registry.table.Locks;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * The entrance: follows the record; events, the facts that figures are counted from, and the
 * position are one transaction.
 */
@ApplicationScoped
public class Projection implements BatchHandler<Event> {

  private final Incoming incoming;
  private final Facts facts;
  private final NameIndex names;
  private final Dismissals dismissals;
  private final Orders erasures;

  Projection(
      Incoming incoming, Facts facts, NameIndex names, Dismissals dismissals, Orders erasures) {
    this.incoming = incoming;
    this.facts = facts;
    this.names = names;
    this.dismissals = dismissals;
    this.erasures = erasures;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    log.follow("registry", this);
  }

  /**
   * Has events take effect, those of the desk also at once; a second time changes nothing.
   *
   * <p>The desk waits where it decides on one of their cases, and all others where two are linked.
   */
  @Override
  public void handle(Connection connection, List<Logged<Event>> batch) throws SQLException {
    Locks.together(
        connection,
        batch.stream().map(each -> each.value().header().subject().toString()).toList(),
        Facts.linked(batch.stream().map(Logged::value).toList()));
    Incoming.Change change = incoming.add(connection, batch);
    facts.apply(connection, change);
    dismissals.apply(connection, change);
    for (Logged<Event> logged : batch) {
      erasures.take(connection, logged.value(), logged.recordedAt());
    }
    names.eventsChanged(connection, change);
  }
}
