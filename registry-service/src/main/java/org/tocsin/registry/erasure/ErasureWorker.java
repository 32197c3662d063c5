package org.tocsin.registry.erasure;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Looks each second what is to be erased or wrapped anew, and does it until nothing is left. Of all
 * instances one works at a time; what one leaves undone another finishes.
 */
@ApplicationScoped
class ErasureWorker {

  /** Names the lock that the working instance holds. */
  static final long LOCK = 0x746f6373696e0001L;

  private static final Logger LOG = Logger.getLogger(ErasureWorker.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final DataSource dataSource;
  private final Orders orders;
  private final Execution execution;
  private final Epochs epochs;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Thread thread;

  ErasureWorker(DataSource dataSource, Orders orders, Execution execution, Epochs epochs) {
    this.dataSource = dataSource;
    this.orders = orders;
    this.execution = execution;
    this.epochs = epochs;
  }

  void start(@Observes StartupEvent start) {
    thread = Thread.ofPlatform().name("erasure").start(this::run);
  }

  void stop(@Observes ShutdownEvent end) throws InterruptedException {
    stopped.countDown();
    thread.interrupt();
    thread.join(LONGEST_STOP);
  }

  private void run() {
    try {
      do {
        workOrWait();
      } while (!stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** An outage is waited out: what was done stands, and the rest is tried again. */
  private void workOrWait() throws InterruptedException {
    try {
      work();
    } catch (SQLException | BrokerException | KafkaException | CompletionException outage) {
      if (stopped.getCount() > 0) {
        LOG.warnf(WithoutMessage.of(outage), "erasing goes on when broker and database answer");
      }
    }
  }

  /** Does what is to be done now, unless another instance is at it. */
  void work() throws SQLException, InterruptedException {
    try (Connection connection = dataSource.getConnection()) {
      if (!lock(connection, "pg_try_advisory_lock")) {
        return;
      }
      try {
        List<ErasureOrder> unfinished = orders.unfinished(connection);
        for (ErasureOrder order : unfinished) {
          while (stopped.getCount() > 0 && execution.advance(order)) {
            LOG.debugf("erasure %s goes on", order.id());
          }
        }
        execution.writeTombstones();
        execution.repeatTombstones();
        epochs.wrapAnew();
      } finally {
        lock(connection, "pg_advisory_unlock");
      }
    }
  }

  private static boolean lock(Connection connection, String function) throws SQLException {
    try (var query = connection.prepareStatement("SELECT " + function + "(?)")) {
      query.setLong(1, LOCK);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
