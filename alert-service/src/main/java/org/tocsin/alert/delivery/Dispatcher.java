package org.tocsin.alert.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.outbox.Relay;
import org.tocsin.events.vocabulary.Severity;

/**
 * Sends what is due, in lanes: each severity has its own for each channel. Each claims, commits the
 * intent, hands over, and has stored what came of it. Woken after each commit, and looks by itself
 * each second.
 */
@ApplicationScoped
public class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final Duration LOOK_AFTER = Duration.ofSeconds(1);

  /** For how long a channel is left alone whose provider cannot be reached. */
  private static final Duration OUTAGE = Duration.ofSeconds(2);

  private static final long LAST_MESSAGES_MILLIS = 10_000;

  private final Outcomes outcomes;
  private final Planning planning;
  private final Relay relay;
  private final MeterRegistry meters;
  private final Clock clock = Clock.systemUTC();
  private final List<Lane> lanes = new ArrayList<>();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Settler settler;
  private final List<Thread> threads = new ArrayList<>();

  Dispatcher(
      Claims claims,
      Outcomes outcomes,
      @All List<Channel> channels,
      Planning planning,
      Relay relay,
      MeterRegistry meters) {
    this.outcomes = outcomes;
    this.planning = planning;
    this.relay = relay;
    this.meters = meters;
    this.settler = new Settler(outcomes, clock, this::settled);
    for (Channel channel : channels) {
      var shared =
          new Lane.Shared(
              claims,
              channel,
              new Circuit(OUTAGE),
              settler,
              senders,
              clock,
              this::wakeAll,
              this::drained,
              this::count);
      // From the start, so that the first failure is seen as a rise.
      counter(channel.kind(), Result.HANDED_OVER);
      for (Fault fault : Fault.values()) {
        counter(channel.kind(), fault.code());
      }
      for (Severity severity : Severity.values()) {
        lanes.add(new Lane(severity, channel.kind(), shared, atOnce(severity)));
      }
    }
  }

  /** The pool of connections to the mail server has room for all lanes. */
  private static int atOnce(Severity severity) {
    return severity.compareTo(Severity.MODERATE) > 0 ? 16 : 4;
  }

  void start(@Observes StartupEvent start) {
    settler.start();
    lanes.forEach(lane -> threads.add(Thread.ofVirtual().start(() -> run(lane))));
    threads.add(Thread.ofPlatform().name("delivery-keeper").start(this::lookAfter));
  }

  /** What is being handed over is finished; what is not yet claimed waits for the next start. */
  void stop(@Observes ShutdownEvent end) throws InterruptedException {
    stopping.countDown();
    wakeAll();
    for (Thread thread : threads) {
      thread.join(LAST_MESSAGES_MILLIS);
    }
    long deadline = System.nanoTime() + LAST_MESSAGES_MILLIS * 1_000_000;
    while (!lanes.stream().allMatch(Lane::idle) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    settler.stop(LAST_MESSAGES_MILLIS);
  }

  /** Says that what was planned may be sent now, and that there are steps to tell of. */
  public void wake() {
    lanes.stream()
        .filter(lane -> planning.lately(lane.severity(), lane.kind()))
        .forEach(Lane::wake);
    relay.wake();
  }

  private void wakeAll() {
    lanes.forEach(Lane::wake);
    relay.wake();
  }

  private void drained(Lane grave) {
    lanes.stream()
        .filter(
            lane ->
                lane.kind() == grave.kind()
                    && lane.severity().compareTo(grave.severity()) < 0
                    && planning.lately(lane.severity(), lane.kind()))
        .forEach(Lane::wake);
  }

  private void settled(boolean more) {
    if (more) {
      wakeAll();
    } else {
      relay.wake();
    }
  }

  private void run(Lane lane) {
    try {
      while (stopping.getCount() > 0) {
        lane.turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAfter() {
    boolean waiting = false;
    try {
      while (!stopping.await(LOOK_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          if (outcomes.lookAfter(clock.instant())) {
            wakeAll();
          }
          waiting = false;
        } catch (SQLException | RuntimeException | AssertionError e) {
          if (!waiting) {
            LOG.warnf("nobody looks after messages now (%s); waiting", e.getClass().getName());
          }
          waiting = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void count(Decision.Channel channel, String outcome) {
    counter(channel, outcome).increment();
  }

  private Counter counter(Decision.Channel channel, String outcome) {
    return meters.counter(
        "tocsin.alert.notifications",
        "channel",
        channel.name().toLowerCase(Locale.ROOT),
        "outcome",
        outcome);
  }
}
