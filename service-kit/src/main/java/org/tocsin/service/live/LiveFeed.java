package org.tocsin.service.live;

import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Looks for all open streams of this process, in one thread that is there only while anybody
 * listens. What cannot be read is read at the next look: nothing is skipped. Subclasses are
 * singletons, which need no proxy.
 */
public abstract class LiveFeed<S extends OpenStream> {

  /** Between two looks. */
  public static final Duration PERIOD = Duration.ofMillis(250);

  private static final Logger LOG = Logger.getLogger(LiveFeed.class);

  private final int most;
  private final String tooMany;
  private final Clock clock = Clock.systemUTC();
  private final Set<S> streams = new LinkedHashSet<>();
  private volatile Instant looked = Instant.MIN;
  private volatile boolean stopping;
  private Thread following;

  /**
   * One to which nobody listens.
   *
   * @param most how many streams this process keeps
   * @param tooMany what is said to whoever wants one more
   */
  protected LiveFeed(int most, String tooMany) {
    this.most = most;
    this.tooMany = tooMany;
  }

  /** Forgets where it stood: nobody was listening. */
  protected abstract void beginAnew();

  /** Looks once. One that fails is tried again; if that goes on, all streams end. */
  protected abstract void look() throws SQLException;

  /**
   * Takes up one more.
   *
   * @throws ProblemException with 503 if there are as many as this process keeps
   */
  public synchronized void open(S stream) {
    if (stopping || streams.size() >= most) {
      throw ProblemException.of(ProblemType.OVERLOADED, tooMany).with("Retry-After", "10");
    }
    streams.add(stream);
    if (following == null) {
      looked = clock.instant();
      following = Thread.ofVirtual().name("live").start(this::follow);
    }
  }

  /** Forgets one. */
  public synchronized void close(S stream) {
    streams.remove(stream);
  }

  /** Whether it goes on: not if nobody could look for too long. */
  public boolean goesOn(S stream) {
    return !stopping && stream.goesOn(clock.instant(), looked);
  }

  /** What time it is here. */
  public Instant now() {
    return clock.instant();
  }

  /** Those that are open now. */
  protected synchronized List<S> streams() {
    return List.copyOf(streams);
  }

  /** Whether the process ends. */
  protected boolean stopping() {
    return stopping;
  }

  private void follow() {
    beginAnew();
    boolean failing = false;
    while (anybodyListens()) {
      try {
        look();
        looked = clock.instant();
        failing = false;
      } catch (SQLException | RuntimeException failed) {
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
    for (S stream : List.copyOf(streams)) {
      if (stream.isAbandoned(now)) {
        stream.end();
        streams.remove(stream);
      }
    }
    if (streams.isEmpty() || stopping) {
      following = null;
      return false;
    }
    return true;
  }

  /** Ends all streams: the process ends. */
  @PreDestroy
  public synchronized void stop() {
    stopping = true;
    if (following != null) {
      following.interrupt();
    }
  }
}
