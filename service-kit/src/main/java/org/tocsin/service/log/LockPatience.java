package org.tocsin.service.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * For how long a transaction of a reader may hold locks without doing anything, and wait for those
 * of others.
 *
 * <p>A process that is halted in the middle of a transaction (a suspended virtual machine, a host
 * that is cut off) keeps its connection and its locks. Whoever takes its partitions over would wait
 * for as long as that lasts. So the database ends such a transaction; the process finds out when it
 * goes on, has written nothing, and reads its position anew.
 *
 * @param idle longest pause between two statements; more than the pauses of a slow machine
 * @param waiting longest wait for a lock; more than {@code idle}, and than a large batch takes
 */
record LockPatience(Duration idle, Duration waiting) {

  static final LockPatience USUAL =
      new LockPatience(Duration.ofSeconds(10), Duration.ofSeconds(30));

  private static final Logger LOG = Logger.getLogger(LockPatience.class);

  /** PostgreSQL's lock_not_available. */
  private static final String WAITED_TOO_LONG = "55P03";

  /**
   * Sessions of this user that COPY from a client of which nothing has come for so long: to
   * PostgreSQL they are not idle, so that no timeout of its own ends them.
   */
  private static final String END_COPIES_WITHOUT_CLIENT =
      """
      SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = current_user AND state = 'active'
        AND wait_event = 'ClientRead' AND query LIKE 'COPY %'
        AND state_change < clock_timestamp() - make_interval(secs => ?)
      """;

  /** Sets both for the transaction that is under way. */
  void limit(Connection connection) throws SQLException {
    try (var set =
        connection.prepareStatement(
            "SELECT set_config('idle_in_transaction_session_timeout', ?, true), set_config('lock_timeout', ?, true)")) {
      set.setString(1, idle.toMillis() + "ms");
      set.setString(2, waiting.toMillis() + "ms");
      set.execute();
    }
  }

  /**
   * Call it after the rollback: ends who stands in the way for ever, so that the next try works.
   */
  void afterFailure(Connection connection, Throwable thrown) {
    if (!waitedTooLong(thrown)) {
      return;
    }
    try (var end = connection.prepareStatement(END_COPIES_WITHOUT_CLIENT)) {
      end.setDouble(1, idle.toMillis() / 1_000.0);
      try (var row = end.executeQuery()) {
        row.next();
        if (row.getInt(1) > 0) {
          LOG.warnf("%d halted COPY ended that stood in the way", row.getInt(1));
        }
      }
      connection.commit();
    } catch (SQLException connectionGone) {
      thrown.addSuppressed(connectionGone);
    }
  }

  private static boolean waitedTooLong(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && WAITED_TOO_LONG.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
