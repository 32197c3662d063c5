package org.tocsin.registry.live;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.history.Position;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Follows the tables for all open streams of this process, in one thread that is there only while
 * anybody listens. What cannot be read is read at the next look from the same position: nothing is
 * skipped.
 */
@ApplicationScoped
class Feed {

  static final Duration PERIOD = Duration.ofMillis(250);

  /** Who missed more records fetches the pages anew, which costs less. */
  static final long MOST_MISSED = 20_000;

  private static final Logger LOG = Logger.getLogger(Feed.class);

  private final Changes changes;
  private final Reached reached;
  private final Disclosure disclosure;
  private final DataSource dataSource;
  private final int most;
  private final Clock clock = Clock.systemUTC();
  private final Board board = new Board();
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private volatile Instant looked = Instant.MIN;
  private volatile boolean stopping;
  private Thread following;

  Feed(
      Changes changes,
      Reached reached,
      Disclosure disclosure,
      DataSource dataSource,
      @ConfigProperty(name = "tocsin.registry.live.streams", defaultValue = "200") int most) {
    this.changes = changes;
    this.reached = reached;
    this.disclosure = disclosure;
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
              "As many streams are open as this instance keeps. One stream without state tells of"
                  + " all States. Try again in a moment.")
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
    return listener.take(board, clock.instant());
  }

  Instant now() {
    return clock.instant();
  }

  /** Where it stands; a new thread begins anew, since nobody was listening before it. */
  private final class Following {

    private Position position;
    private Instant since;
    private boolean begun;

    void look(Connection connection) throws SQLException {
      if (position == null) {
        position = changes.now(connection);
        since = clock.instant();
      }
      Instant shown = reached.now(connection);
      if (!begun && !shown.isBefore(since)) {
        // From here on pages without a horizon show all that lies before the position.
        board.begin(position, shown);
        begun = true;
      }
      if (!begun) {
        return;
      }
      tellAll(connection, shown);
      for (Listener listener : waiting()) {
        begin(connection, listener, shown);
      }
    }

    private void tellAll(Connection connection, Instant shown) throws SQLException {
      Set<UUID> watched = watched();
      board.keep(watched);
      for (Optional<Step> step = changes.after(connection, position, shown, watched);
          step.isPresent();
          step = changes.after(connection, position, shown, watched)) {
        for (UUID changed : step.get().cases()) {
          endWhereClosed(connection, changed);
        }
        position = step.get().position();
        board.tell(step.get());
      }
    }

    /** Tells a listener first what it missed since it was told last. */
    private void begin(Connection connection, Listener listener, Instant shown)
        throws SQLException {
      long number = board.since(Long.MAX_VALUE, subject -> false).number();
      var missed = new HashSet<String>();
      if (listener.resumed().isPresent()) {
        Position told = listener.resumed().get();
        if (told.until(position) > MOST_MISSED) {
          listener.beginAnew(number);
          return;
        }
        Set<UUID> watched = listener.watch().map(w -> Set.of(w.caseId())).orElse(Set.of());
        while (told.until(position) > 0) {
          Optional<Step> step = changes.after(connection, told, shown, watched);
          if (step.isEmpty()) {
            // The tables have been exchanged meanwhile.
            return;
          }
          step.get().states().forEach(state -> missed.add(Board.STATE + state));
          step.get().cases().forEach(id -> missed.add(Board.ofCase(id)));
          told = step.get().position();
        }
      }
      listener.begin(number, missed);
    }
  }

  private void follow() {
    var following = new Following();
    boolean failing = false;
    while (anybodyListens()) {
      try (Connection connection = dataSource.getConnection()) {
        following.look(connection);
        looked = clock.instant();
        failing = false;
      } catch (SQLException | RuntimeException failed) {
        // Tried again at the next look from the same position; if that goes on, all streams end.
        if (!failing) {
          LOG.warn("live streams wait for the tables", WithoutMessage.of(failed));
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

  private synchronized List<Listener> waiting() {
    return listeners.stream().filter(listener -> !listener.hasBegun()).toList();
  }

  private synchronized Set<UUID> watched() {
    return listeners.stream()
        .flatMap(listener -> listener.watch().stream())
        .map(Listener.Watch::caseId)
        .collect(Collectors.toSet());
  }

  private synchronized List<Listener> watching(UUID caseId) {
    return listeners.stream()
        .filter(listener -> listener.watch().filter(w -> w.caseId().equals(caseId)).isPresent())
        .toList();
  }

  /** Who is not on the case's list any more is told nothing of it, and finds out by asking. */
  private void endWhereClosed(Connection connection, UUID caseId) throws SQLException {
    for (Listener listener : watching(caseId)) {
      if (!disclosure.mayKnow(connection, listener.watch().orElseThrow().by(), caseId)) {
        listener.end();
      }
    }
  }

  @PreDestroy
  synchronized void stop() {
    stopping = true;
    if (following != null) {
      following.interrupt();
    }
  }
}
