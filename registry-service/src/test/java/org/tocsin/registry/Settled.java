package org.tocsin.registry;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.tocsin.registry.horizon.Reached;

/** Waits until what was posted is in the tables and in what is answered without a horizon. */
public final class Settled {

  private static final Duration SOON = Duration.ofSeconds(30);

  private Settled() {}

  /** Returns when the readers stand at the end of the log, and answers are known up to then. */
  public static void await(DataSource dataSource, Reached reached) {
    Instant posted = Instant.now();
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              long end = LogEnd.sum();
              try (var connection = dataSource.getConnection();
                  var query =
                      connection.prepareStatement(
                          "SELECT coalesce(sum(next_offset), 0) FROM log_position");
                  var row = query.executeQuery()) {
                assertTrue(row.next());
                assertTrue(row.getLong(1) >= end, "behind");
                assertFalse(reached.now(connection).isBefore(posted));
              }
            });
  }
}
