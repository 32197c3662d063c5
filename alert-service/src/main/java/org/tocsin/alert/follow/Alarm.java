package org.tocsin.alert.follow;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.events.Event;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * The entrance: follows the record and turns news into alerts; event, alert, notifications and
 * position are one transaction.
 *
 * <p>Extreme news is read by lanes of its own, by its header, so that no backlog stands before it;
 * the ordinary reader comes by the same events later and finds them known. Partners are spread over
 * the lanes, so that one that reports ten thousand killings does not stand before all others.
 */
@ApplicationScoped
public class Alarm implements BatchHandler<Event> {

  /** Never less: a lane's name is its position in the log. */
  private static final int LANES = 2;

  private static final Optional<String> EXTREME = Optional.of(Severity.EXTREME.code());

  private final Decisions decisions;
  private final Dispatcher dispatcher;
  private final EventAge age;

  Alarm(Decisions decisions, Dispatcher dispatcher, EventAge age) {
    this.decisions = decisions;
    this.dispatcher = dispatcher;
    this.age = age;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    for (int i = 0; i < LANES; i++) {
      int lane = i;
      log.followOnly(
          "alerts-extreme-" + lane,
          heard ->
              heard.severity().equals(EXTREME)
                  && Math.floorMod(heard.source().hashCode(), LANES) == lane,
          this);
    }
    log.follow("alerts", this);
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
