package org.tocsin.registry.follow;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.tocsin.events.Event;
import org.tocsin.events.Subject;
import org.tocsin.registry.casefile.CaseTables;
import org.tocsin.registry.erasure.Orders;
import org.tocsin.registry.history.EventStore;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * The entrance: follows the record; events, what is computed from them and the position are one
 * transaction.
 */
@ApplicationScoped
public class Projection implements BatchHandler<Event> {

  private final EventStore events;
  private final CaseTables cases;
  private final Orders erasures;

  Projection(EventStore events, CaseTables cases, Orders erasures) {
    this.events = events;
    this.cases = cases;
    this.erasures = erasures;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    log.follow("registry", this);
  }

  @Override
  public void handle(Connection connection, List<Logged<Event>> batch) throws SQLException {
    // An id can come again in another partition, and then touches the cases of both.
    var locks = new TreeSet<String>();
    for (Logged<Event> logged : batch) {
      var header = logged.value().header();
      locks.add(header.origin() + "#" + header.id());
      locks.add(header.subject().toString());
    }
    events.lock(connection, locks);
    var touched = new TreeSet<String>();
    for (Logged<Event> logged : batch) {
      touched.addAll(events.add(connection, logged.value(), logged.recordedAt()));
      erasures.take(connection, logged.value(), logged.recordedAt());
    }
    // Mostly held already; where two readers wait for one another, the database ends one, which
    // tries again.
    events.lock(connection, touched);
    for (String subject : touched) {
      if (Subject.of(subject).orElseThrow() instanceof Subject.OfCase(var caseId)) {
        cases.rewrite(connection, caseId);
      }
    }
  }
}
