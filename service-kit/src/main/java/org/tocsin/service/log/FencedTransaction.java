package org.tocsin.service.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** Effect and position in one database transaction, which only the partition's present reader can commit. */
record FencedTransaction<T>(
    DataSource dataSource, LogPositions positions, BatchHandler<T> handler, InstantSource clock) {

  /** Another reader has this partition now. */
  static final class PartitionLost extends Exception {}

  /**
   * Handles the batch and moves the partition from {@code expected} to {@code next}.
   *
   * <p>The position is moved first: its row lock makes a reader that has lost the partition wait for the new one, then find out, before it
   * has written anything.
   */
  void run(int partition, long expected, long next, List<Logged<T>> batch) throws Exception {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (!positions.advance(connection, partition, expected, next, clock.instant())) {
          throw new PartitionLost();
        }
        if (!batch.isEmpty()) {
          handler.handle(connection, batch);
        }
        connection.commit();
      } catch (Throwable thrown) {
        rollback(connection, thrown);
        throw thrown;
      }
    }
    if (!batch.isEmpty()) {
      handler.committed(batch);
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
