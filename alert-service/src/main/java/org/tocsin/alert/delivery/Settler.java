package org.tocsin.alert.delivery;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Stores what came of attempts, many in one transaction, by one thread. What the database does not
 * take is kept and stored when it answers again: it was handed over, and must not be sent once more
 * only because that was forgotten.
 */
final class Settler {

  private static final Logger LOG = Logger.getLogger(Settler.class);
  private static final int AT_ONCE = 500;
  private static final long LOOK_MILLIS = 200;

  /** What comes within so long after the first goes with it: one commit instead of many. */
  private static final long GATHER_MILLIS = 50;

  /** So many need not wait for more. */
  private static final int ENOUGH = 100;

  private final Outcomes outcomes;
  private final Clock clock;
  private final Consumer<Boolean> settled;
  private final LinkedBlockingQueue<Result> waiting = new LinkedBlockingQueue<>();
  private volatile boolean stopping;
  private Thread thread;

  /**
   * Not started yet.
   *
   * @param settled called after each commit; told whether something may be due now that was not
   */
  Settler(Outcomes outcomes, Clock clock, Consumer<Boolean> settled) {
    this.outcomes = outcomes;
    this.clock = clock;
    this.settled = settled;
  }

  void start() {
    thread = Thread.ofPlatform().name("settler").start(this::run);
  }

  void add(List<Result> results) {
    waiting.addAll(results);
  }

  /** Returns when all is stored, or after a while. */
  void stop(long millis) throws InterruptedException {
    stopping = true;
    thread.join(millis);
  }

  private void run() {
    var batch = new ArrayList<Result>();
    try {
      while (!(stopping && waiting.isEmpty() && batch.isEmpty())) {
        if (batch.isEmpty()) {
          Result first = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
          if (first == null) {
            continue;
          }
          batch.add(first);
        }
        waiting.drainTo(batch, AT_ONCE - batch.size());
        if (batch.size() < ENOUGH && !stopping) {
          TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
          waiting.drainTo(batch, AT_ONCE - batch.size());
        }
        boolean more = batch.stream().anyMatch(result -> result.provider() == null);
        if (store(batch)) {
          batch.clear();
          settled.accept(more);
        } else {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those of one batch that failed for good are stored each alone, after the others. */
  private boolean store(List<Result> batch) {
    try {
      List<Result> good = batch.stream().filter(Settler::isNoFailure).toList();
      if (!good.isEmpty()) {
        outcomes.settle(good, clock.instant());
        batch.removeAll(good);
      }
      while (!batch.isEmpty()) {
        outcomes.settle(List.of(batch.getFirst()), clock.instant());
        batch.removeFirst();
      }
      return true;
    } catch (SQLException | RuntimeException | AssertionError e) {
      LOG.warnf("what came of %d messages is not stored yet (%s)", batch.size(), cause(e));
      // What is at fault must not stand before what came after it.
      batch.add(batch.removeFirst());
      return false;
    }
  }

  private static boolean isNoFailure(Result result) {
    return !result.state().equals(Result.FAILED);
  }

  private static String cause(Throwable e) {
    return e instanceof SQLException sql
        ? "SQL state " + sql.getSQLState()
        : e.getClass().getName();
  }
}
