package org.tocsin.service.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.tocsin.service.problem.WithoutMessage;

/**
 * Effect and position in one database transaction, which only the partition's present reader can
 * commit.
 */
record FencedTransaction<T>(
    DataSource dataSource,
    LogPositions positions,
    BatchHandler<T> handler,
    InstantSource clock,
    LockPatience patience) {

  private static final Logger LOG = Logger.getLogger(FencedTransaction.class);

  FencedTransaction(
      DataSource dataSource, LogPositions positions, BatchHandler<T> handler, InstantSource clock) {
    this(dataSource, positions, handler, clock, LockPatience.USUAL);
  }

  /** Another reader has this partition now. */
  static final class PartitionLost extends Exception {}

  /** How far a partition is moved, and by which records. */
  record Step<T>(int partition, long expected, long next, List<Logged<T>> batch) {

    private LogPositions.Move move() {
      return new LogPositions.Move(partition, expected, next);
    }
  }

  /** The same for one partition. */
  void run(int partition, long expected, long next, List<Logged<T>> batch) throws Exception {
    run(List.of(new Step<>(partition, expected, next, batch)));
  }

  /**
   * Handles the batches of all steps and moves each partition from {@code expected} to {@code
   * next}; nothing happens if one of the partitions is lost.
   *
   * <p>The positions are moved first: their row locks make a reader that has lost a partition wait
   * for the new one, then find out, before it has written anything.
   */
  void run(List<Step<T>> steps) throws Exception {
    List<Logged<T>> batch = steps.stream().flatMap(step -> step.batch.stream()).toList();
    try (var connection = connect()) {
      connection.setAutoCommit(false);
      try {
        patience.limit(connection);
        if (!positions.advance(
            connection, steps.stream().map(Step::move).toList(), clock.instant())) {
          throw new PartitionLost();
        }
        if (!batch.isEmpty()) {
          handler.handle(connection, batch);
        }
        connection.commit();
      } catch (AssertionError driver) {
        throw connectionEnded(connection, driver);
      } catch (Throwable thrown) {
        rollback(connection, thrown);
        patience.afterFailure(connection, thrown);
        throw thrown;
      }
    }
  }

  /**
   * PostgreSQL's driver (42.7) throws an AssertionError where a connection ends in the middle of a
   * batch of statements: an outage like any other, which must not end the reader's thread.
   *
   * @throws AssertionError if the connection is sound, and the error means what it says
   */
  private static SQLException connectionEnded(Connection connection, AssertionError driver) {
    var ended = new SQLException("The connection ended", "08006", driver);
    rollback(connection, ended);
    try {
      if (connection.isValid(2)) {
        throw driver;
      }
    } catch (SQLException gone) {
      ended.addSuppressed(gone);
    }
    return ended;
  }

  /**
   * A hint that may be missed, so its failure changes nothing: the effect is committed, and whoever
   * waits looks again by itself.
   */
  void tellCommitted(List<Logged<T>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      handler.committed(batch);
    } catch (RuntimeException failed) {
      LOG.warnf(
          WithoutMessage.of(failed), "%s: the hint after a commit failed", positions.reader());
    }
  }

  /** A pool that is being closed throws what it likes; none of it is the fault of a record. */
  Connection connect() throws SQLException {
    try {
      return dataSource.getConnection();
    } catch (RuntimeException pool) {
      throw new SQLException("The connection pool gives no connection", pool);
    }
  }

  private static void rollback(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException connectionGone) {
      because.addSuppressed(connectionGone);
    }
  }
}
