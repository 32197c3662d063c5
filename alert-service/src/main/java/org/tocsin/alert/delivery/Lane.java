package org.tocsin.alert.delivery;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.tocsin.alert.decision.Decision;
import org.tocsin.events.vocabulary.Severity;

/**
 * Sends the messages of one severity by one channel, with a window of its own, so that no slow one
 * of another lane is in the way.
 */
final class Lane {

  private static final Logger LOG = Logger.getLogger(Lane.class);

  /** How many are claimed with one commit. */
  private static final int AT_ONCE = 100;

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Severity severity;
  private final Decision.Channel kind;
  private final Shared shared;
  private final Semaphore window;
  private final int enough;
  private final Semaphore work = new Semaphore(0);
  private final AtomicInteger outstanding = new AtomicInteger();
  private volatile boolean hungry = true;
  private boolean waiting;

  /**
   * What the lanes of one channel have in common.
   *
   * @param gate closed while the channel's provider cannot be reached
   * @param reopened called when it can again
   * @param drained told of a lane that has claimed the last that was due, for which less grave ones
   *     may have waited
   * @param count told of each message's outcome
   */
  record Shared(
      Claims claims,
      Channel channel,
      Circuit gate,
      Settler settler,
      ExecutorService senders,
      Clock clock,
      Runnable reopened,
      Consumer<Lane> drained,
      BiConsumer<Decision.Channel, String> count) {}

  /**
   * One that does not run yet.
   *
   * @param atOnce how many messages are handed over at the same time
   */
  Lane(Severity severity, Decision.Channel kind, Shared shared, int atOnce) {
    this.severity = severity;
    this.kind = kind;
    this.shared = shared;
    this.window = new Semaphore(atOnce);
    this.enough = 2 * atOnce;
  }

  Severity severity() {
    return severity;
  }

  Decision.Channel kind() {
    return kind;
  }

  /** Says that there may be something to send. */
  void wake() {
    work.release();
  }

  /** Whether nothing is being handed over. */
  boolean idle() {
    return outstanding.get() == 0;
  }

  /** One turn; returns at once while there is more to do. */
  void turn() throws InterruptedException {
    if (!sendDue()) {
      work.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      work.drainPermits();
    }
  }

  /** Whether there may be more. A database that does not answer is waited out. */
  private boolean sendDue() {
    // Before the look at what is under way: whoever finishes meanwhile wakes this lane.
    hungry = true;
    if (outstanding.get() >= enough) {
      return false;
    }
    Instant now = shared.clock().instant();
    Circuit.Admission admission = shared.gate().admits(now);
    int most =
        switch (admission) {
          case ALL -> AT_ONCE;
          case ONE -> 1;
          case NONE -> 0;
        };
    if (most == 0) {
      return false;
    }
    try {
      Bundling due = shared.claims().claim(severity, kind, most, now);
      waiting = false;
      if (due.parcels().isEmpty() && admission == Circuit.Admission.ONE) {
        shared.gate().untried(now);
      }
      due.parcels().forEach(parcel -> begin(parcel, now));
      hungry = due.size() == most;
      if (!hungry && due.size() > 0) {
        shared.drained().accept(this);
      }
      return admission == Circuit.Admission.ALL && hungry;
    } catch (SQLException | RuntimeException | AssertionError e) {
      // The pool, while it closes, and the driver, in the middle of a batch, throw these too; a
      // lane outlives them.
      shared.gate().untried(now);
      if (!waiting) {
        waiting = true;
        LOG.warnf(
            "%s %s: the database does not answer (%s)", severity, kind, e.getClass().getName());
      }
      return false;
    }
  }

  private void begin(List<Claimed> parcel, Instant claimed) {
    outstanding.addAndGet(parcel.size());
    shared
        .senders()
        .execute(
            () -> {
              try {
                window.acquire();
                try {
                  send(parcel, claimed);
                } finally {
                  window.release();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                if (outstanding.addAndGet(-parcel.size()) < enough && hungry) {
                  wake();
                }
              }
            });
  }

  private void send(List<Claimed> parcel, Instant claimed) {
    Instant now = shared.clock().instant();
    if (now.plus(Channel.PATIENCE).isAfter(claimed.plus(Claims.LEASE))) {
      // The claim could end before it is known what came of it: given back untouched.
      settle(parcel, Result.QUEUED, now);
      return;
    }
    if (parcel.getFirst().cutOff()) {
      settle(parcel, Result.FAILED, null);
      shared.count().accept(kind, Result.FAILED);
      return;
    }
    UUID bundle = parcel.size() > 1 ? UUID.randomUUID() : null;
    Claimed first = parcel.getFirst();
    try {
      Channel.Handed handed =
          shared
              .channel()
              .send(
                  new Channel.Outgoing(
                      first.id(),
                      first.contact(),
                      parcel.stream().map(Claimed::about).toList(),
                      lines(parcel, false),
                      lines(parcel, true)));
      shared.settler().add(parcel.stream().map(one -> Result.handed(one, handed, bundle)).toList());
      shared.count().accept(kind, Result.HANDED_OVER);
      worked();
    } catch (DeliveryException e) {
      LOG.warnf("notification %s, attempt %d: %s", first.id(), first.attempts(), e.getMessage());
      failed(parcel, e.fault());
    } catch (RuntimeException | AssertionError e) {
      LOG.warnf(
          "notification %s, attempt %d: %s", first.id(), first.attempts(), e.getClass().getName());
      failed(parcel, Fault.UNCLEAR);
    }
  }

  private void failed(List<Claimed> parcel, Fault fault) {
    Instant now = shared.clock().instant();
    Duration later =
        Backoff.after(parcel.getFirst().attempts(), ThreadLocalRandom.current().nextDouble());
    switch (fault) {
      case FINAL -> {
        settle(parcel, Result.FAILED, null);
        worked();
      }
      case PASSING -> {
        settle(parcel, Result.QUEUED, now.plus(later));
        worked();
      }
      case OUTAGE -> {
        shared.gate().failed(now);
        settle(parcel, Result.QUEUED, now);
      }
      case UNCLEAR -> settle(parcel, Result.UNKNOWN, now.plus(later));
    }
    shared.count().accept(kind, fault.code());
  }

  /** Whatever it says of a message: the provider answers. */
  private void worked() {
    if (shared.gate().worked()) {
      shared.reopened().run();
    }
  }

  private void settle(List<Claimed> parcel, String state, Instant due) {
    shared.settler().add(parcel.stream().map(one -> Result.not(one, state, due)).toList());
  }

  private static String lines(List<Claimed> parcel, boolean repeat) {
    return parcel.stream()
        .map(repeat ? Claimed::repeat : Claimed::text)
        .collect(Collectors.joining("\n"));
  }
}
