package org.tocsin.alert.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.tocsin.alert.decision.Decision;

/**
 * Sends what is due: claims, commits the intent, hands over, commits what came of it. Woken after
 * each commit, and looks by itself each second.
 */
@ApplicationScoped
public class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final int AT_ONCE = 16;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

  private final Notifications notifications;
  private final Map<Decision.Channel, Channel> channels;
  private final MeterRegistry meters;
  private final Clock clock = Clock.systemUTC();
  private final Semaphore work = new Semaphore(0);
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean stopping;
  private Thread thread;

  Dispatcher(Notifications notifications, @All List<Channel> channels, MeterRegistry meters) {
    this.notifications = notifications;
    this.channels = channels.stream().collect(Collectors.toMap(Channel::kind, Function.identity()));
    this.meters = meters;
  }

  void start(@Observes StartupEvent start) {
    thread = Thread.ofPlatform().name("dispatcher").start(this::run);
  }

  /** What is being handed over is finished; what is not yet claimed waits for the next start. */
  void stop(@Observes ShutdownEvent end) throws InterruptedException {
    stopping = true;
    wake();
    thread.join(Notifications.LEASE);
  }

  /** Says that there may be something to send. */
  public void wake() {
    work.release();
  }

  private void run() {
    try {
      while (!stopping) {
        if (!sendDue() && work.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there was anything. A database that does not answer is waited out. */
  private boolean sendDue() throws InterruptedException {
    try {
      List<Claimed> claimed = notifications.claim(AT_ONCE, clock.instant());
      var sends = claimed.stream().<Callable<Void>>map(one -> () -> send(one)).toList();
      for (var sent : senders.invokeAll(sends)) {
        sent.get();
      }
      return !claimed.isEmpty();
    } catch (SQLException | ExecutionException e) {
      LOG.warnf(
          "the database does not answer (%s); what was claimed is sent again, marked, if it is not known to have gone",
          e.getClass().getSimpleName());
      return false;
    }
  }

  private Void send(Claimed claimed) throws SQLException {
    try {
      notifications.handedOver(
          claimed.id(), channels.get(claimed.channel()).send(claimed.contact(), claimed.text()));
      count(claimed, "handed-over");
    } catch (DeliveryException e) {
      count(claimed, "failed-attempt");
      LOG.warnf(
          "notification %s, attempt %d: %s", claimed.id(), claimed.attempts(), e.getMessage());
      notifications.again(
          claimed.id(), e.mayHaveArrived(), clock.instant().plus(backoff(claimed.attempts())));
    }
    return null;
  }

  /** 1, 2, 4 … seconds up to five minutes, with jitter, for ever: an alert is never given up. */
  private static Duration backoff(int attempts) {
    long millis = Math.min(LONGEST_BACKOFF.toMillis(), 1_000L << Math.min(attempts - 1, 20));
    return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }

  private void count(Claimed claimed, String outcome) {
    meters
        .counter(
            "tocsin.alert.notifications", "channel", claimed.channel().name(), "outcome", outcome)
        .increment();
  }
}
