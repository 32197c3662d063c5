package org.tocsin.alert.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertEventCodec;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/**
 * Sends the outbox to {@code alert-events}, in its order, and then keeps what the brokers have in
 * the table {@code step}. Of several instances one does it at a time, by a lock that ends with its
 * transaction; one that is halted in the middle loses it after ten seconds. Ended between the
 * acknowledgement and that, the same steps go out again with the same ids.
 */
@ApplicationScoped
public class Relay {

  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final int AT_ONCE = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** What comes within so long after the first goes with it: nobody is woken by these. */
  private static final long GATHER_MILLIS = 50;

  /**
   * After so many at once, as many more are coming: they wait longer, so that processor and
   * database are left to the messages that these tell of.
   */
  private static final int MANY = 50;

  private static final long GATHER_MANY_MILLIS = 1_000;

  /** Any number that nothing else in this database uses. */
  private static final long LOCK = 0x746f6373_6f757462L;

  /**
   * A move that is lost only repeats what consumers know by its id: they need not wait for the
   * disk.
   */
  private static final String BEGIN =
      "SELECT set_config('idle_in_transaction_session_timeout', '10s', true), set_config('synchronous_commit', 'off', true), pg_try_advisory_xact_lock(?)";

  private final DataSource dataSource;
  private final LogWriter log;
  private final KafkaSettings kafka;
  private final StepMeters meters;
  private final Semaphore work = new Semaphore(0);
  private volatile boolean stopping;
  private boolean topicIsThere;
  private boolean waiting;
  private Thread thread;

  Relay(DataSource dataSource, LogWriter log, KafkaSettings kafka, StepMeters meters) {
    this.dataSource = dataSource;
    this.log = log;
    this.kafka = kafka;
    this.meters = meters;
  }

  void start(@Observes StartupEvent start) {
    thread = Thread.ofVirtual().name("relay").start(this::run);
  }

  void stop(@Observes ShutdownEvent end) throws InterruptedException {
    stopping = true;
    wake();
    thread.join(Duration.ofSeconds(6));
  }

  /** Says that there may be something to send. */
  public void wake() {
    work.release();
  }

  private void run() {
    try {
      while (!stopping) {
        int sent = relay();
        if (sent < AT_ONCE) {
          work.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
          gather(sent);
          work.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void gather(int sent) throws InterruptedException {
    long end = System.nanoTime() + (sent < MANY ? GATHER_MILLIS : GATHER_MANY_MILLIS) * 1_000_000;
    while (!stopping && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
    }
  }

  /** How many were sent. An outage of database or brokers is waited out. */
  private int relay() throws InterruptedException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        int sent = lead(connection) ? send(connection) : 0;
        connection.commit();
        waiting = false;
        return sent;
      } catch (SQLException | ExecutionException | RuntimeException | AssertionError failed) {
        connection.rollback();
        throw failed;
      }
    } catch (SQLException | ExecutionException | RuntimeException | AssertionError outage) {
      if (!waiting && !stopping) {
        LOG.warnf("alert-events wait (%s)", outage.getClass().getSimpleName());
        waiting = true;
      }
      return 0;
    }
  }

  private static boolean lead(Connection connection) throws SQLException {
    try (var begin = connection.prepareStatement(BEGIN)) {
      begin.setLong(1, LOCK);
      try (var row = begin.executeQuery()) {
        return row.next() && row.getBoolean(3);
      }
    }
  }

  private int send(Connection connection)
      throws SQLException, InterruptedException, ExecutionException {
    List<OutboxRows.Waiting> waiting = OutboxRows.first(connection, AT_ONCE);
    if (waiting.isEmpty()) {
      return 0;
    }
    if (!topicIsThere) {
      Topics.ensure(kafka, Topics.ALERT_EVENTS);
      topicIsThere = true;
    }
    var sent = new ArrayList<CompletableFuture<?>>();
    for (OutboxRows.Waiting one : waiting) {
      AlertEvent event = one.event();
      sent.add(
          log.append(
              Topics.ALERT_EVENTS,
              event.alertId().toString(),
              AlertEventCodec.toCloudEvent(event)));
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
    OutboxRows.keep(connection, waiting);
    waiting.forEach(meters::count);
    return waiting.size();
  }
}
