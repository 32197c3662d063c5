package org.tocsin.registry.reference;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.tocsin.events.Event;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.Recorded;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.log.LogWriter;

/**
 * Writes the reference data that come with the registry into the log, once: after the start, when
 * this registry has read what was there. Several instances that do so at once write the same
 * events, which count once. Until broker and database answer it tries again.
 */
@ApplicationScoped
public class ReferenceData {

  private static final Logger LOG = Logger.getLogger(ReferenceData.class);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final DataSource dataSource;
  private final EventStore events;
  private final LogWriter log;
  private final CaughtUp caughtUp;
  private volatile Thread writing;

  ReferenceData(DataSource dataSource, EventStore events, LogWriter log, CaughtUp caughtUp) {
    this.dataSource = dataSource;
    this.events = events;
    this.log = log;
    this.caughtUp = caughtUp;
  }

  void start(@Observes StartupEvent start) {
    writing = Thread.ofVirtual().name("reference-data").start(this::untilWritten);
  }

  void stop(@Observes ShutdownEvent end) throws InterruptedException {
    if (writing != null) {
      writing.interrupt();
      writing.join();
    }
  }

  private void untilWritten() {
    boolean written = false;
    try {
      while (!written) {
        written = triedOnce();
        if (!written) {
          Thread.sleep(AGAIN);
        }
      }
    } catch (InterruptedException stopped) {
      // The next start writes what is missing.
      Thread.currentThread().interrupt();
    }
  }

  private boolean triedOnce() {
    try (Connection connection = dataSource.getConnection()) {
      if (!caughtUp.has(connection)) {
        return false;
      }
      int count = write(connection, ReferenceFact.all());
      LOG.infof("reference data: %d events written", count);
      return true;
    } catch (SQLException | BrokerException | CompletionException outage) {
      return false;
    }
  }

  /**
   * Writes what the log does not say yet, and returns when the brokers have it.
   *
   * @return how many events that are
   */
  int write(Connection connection, List<ReferenceFact> facts) throws SQLException {
    var subjects = new TreeSet<String>();
    facts.forEach(fact -> subjects.add(fact.event().header().subject().toString()));
    var recorded = new ArrayList<Recorded>();
    for (String subject : subjects) {
      recorded.addAll(events.standing(connection, subject));
    }
    List<Event> changes = ReferenceChanges.of(facts, recorded);
    changes.stream().map(log::append).toList().forEach(appended -> appended.join());
    return changes.size();
  }
}
