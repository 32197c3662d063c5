package org.tocsin.alert.escalation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Looks every second which escalations are due. Every instance does; of two none does the same one,
 * and when one dies the others go on within a second.
 */
@ApplicationScoped
public class EscalationClock {

  private static final Logger LOG = Logger.getLogger(EscalationClock.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Escalations escalations;
  private final Dispatcher dispatcher;
  private final Clock clock = Clock.systemUTC();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Thread thread;

  EscalationClock(Escalations escalations, Dispatcher dispatcher) {
    this.escalations = escalations;
    this.dispatcher = dispatcher;
  }

  void start(@Observes StartupEvent start) {
    thread = Thread.ofPlatform().name("escalations").start(this::run);
  }

  void stop(@Observes ShutdownEvent end) throws InterruptedException {
    stopping.countDown();
    thread.join(Duration.ofSeconds(10));
  }

  private void run() {
    try {
      while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A database that does not answer is waited out, and nothing ends the thread: what is due stays
   * due and is tried again in a second.
   */
  private void look() {
    try {
      while (stopping.getCount() > 0 && escalations.advance(clock.instant())) {
        dispatcher.wake();
      }
    } catch (SQLException e) {
      LOG.warnf("the database does not answer (%s); escalations wait for it", e.getSQLState());
    } catch (RuntimeException e) {
      LOG.errorf(WithoutMessage.of(e), "escalations stand still; they are tried again each second");
    }
  }
}
