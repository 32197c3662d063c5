package org.tocsin.alert.live;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.tocsin.alert.outbox.KeptSteps;
import org.tocsin.alert.outbox.KeptSteps.Kept;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Follows the table of kept steps for all open streams of this process, in one thread that is there
 * only while anybody listens ({@code docs/decisions/0025}). What cannot be read is read at the next
 * look from the same number: nothing is skipped.
 */
@ApplicationScoped
class Feed {

  static final Duration PERIOD = Duration.ofMillis(250);

  private static final Logger LOG = Logger.getLogger(Feed.class);
  private static final int PAGE = 1_000;
  private static final int KEPT = 10_000;

  private final DataSource dataSource;
  private final int most;
  private final Clock clock = Clock.systemUTC();
  private final Latest latest = new Latest(KEPT);
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private volatile Instant looked = Instant.MIN;
  private volatile boolean stopping;
  private Thread following;

  Feed(
      DataSource dataSource,
      @ConfigProperty(name = "tocsin.live.streams", defaultValue = "100") int most) {
    this.dataSource = dataSource;
    this.most = most;
  }

  /**
   * Takes up one more.
   *
   * @throws ProblemException with 503 if there are as many as this process keeps
   */
  synchronized void open(Listener listener) {
    if (stopping || listeners.size() >= most) {
      throw ProblemException.of(
              ProblemType.OVERLOADED,
              "As many streams are open as this instance keeps. Try again in a moment.")
          .with("Retry-After", "10");
    }
    listeners.add(listener);
    if (following == null) {
      looked = clock.instant();
      following = Thread.ofVirtual().name("live").start(this::follow);
    }
  }

  synchronized void close(Listener listener) {
    listeners.remove(listener);
  }

  boolean goesOn(Listener listener) {
    return !stopping && listener.goesOn(clock.instant(), looked);
  }

  List<Message> take(Listener listener) {
    return listener.take(latest, this::older, clock.instant());
  }

  Instant now() {
    return clock.instant();
  }

  /** Nothing where the database does not answer: asked again at the next turn. */
  private List<Kept> older(long number, int atOnce) {
    try (Connection connection = dataSource.getConnection()) {
      return KeptSteps.after(connection, number, atOnce);
    } catch (SQLException away) {
      return List.of();
    }
  }

  private void look(boolean first) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (first) {
        latest.begin(KeptSteps.newest(connection));
      }
      List<Kept> page;
      do {
        page = KeptSteps.after(connection, latest.newest().orElseThrow(), PAGE);
        latest.add(page);
      } while (page.size() == PAGE && !stopping);
    }
  }

  private void follow() {
    boolean first = true;
    boolean failing = false;
    while (anybodyListens()) {
      try {
        look(first);
        first = false;
        looked = clock.instant();
        failing = false;
      } catch (SQLException | RuntimeException failed) {
        // Tried again at the next look from the same number; if that goes on, all streams end.
        if (!failing) {
          LOG.warn("live streams wait for the database", WithoutMessage.of(failed));
        }
        failing = true;
      }
      try {
        Thread.sleep(PERIOD);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** Drops who is gone, and ends this thread when nobody is left. */
  private synchronized boolean anybodyListens() {
    Instant now = clock.instant();
    for (Listener listener : List.copyOf(listeners)) {
      if (listener.isAbandoned(now)) {
        listener.end();
        listeners.remove(listener);
      }
    }
    if (listeners.isEmpty() || stopping) {
      following = null;
      return false;
    }
    return true;
  }

  @PreDestroy
  synchronized void stop() {
    stopping = true;
    if (following != null) {
      following.interrupt();
    }
  }
}
