package org.tocsin.alert.follow;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.events.Event;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * The entrance: follows the record and turns news into alerts; event, alert, notifications and
 * position are one transaction.
 *
 * <p>Three readers side by side: of each partner some urgent news goes ahead of everything; the
 * rest of what is urgent goes in its order, finding what went ahead known; all else has a reader of
 * its own. So neither a backlog nor a partner that reports ten thousand killings stands before the
 * extreme news of another (DOMAIN.md, section 7, rule 11).
 */
@ApplicationScoped
public class Alarm implements BatchHandler<Event> {

  private final Decisions decisions;
  private final Dispatcher dispatcher;
  private final EventAge age;
  private final Clock clock = Clock.systemUTC();

  Alarm(Decisions decisions, Dispatcher dispatcher, EventAge age) {
    this.decisions = decisions;
    this.dispatcher = dispatcher;
    this.age = age;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    var share = new FairShare(clock);
    log.followAhead("alerts-ahead", heard -> Urgent.is(heard) && share.take(heard.source()), this);
    log.followSome("alerts-urgent", heard -> heard.filter(Urgent::is).isPresent(), this);
    log.followSome("alerts", heard -> heard.filter(Urgent::is).isEmpty(), this);
  }

  @Override
  public void handle(Connection connection, List<Logged<Event>> batch) throws SQLException {
    decisions.decide(connection, batch);
  }

  @Override
  public void committed(List<Logged<Event>> batch) {
    dispatcher.wake();
    age.decided(batch);
  }
}
