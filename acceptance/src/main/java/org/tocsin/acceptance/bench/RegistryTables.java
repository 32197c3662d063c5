package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.tocsin.cluster.postgres.Database;

/** Looks into the registry's database: how far it has come, and how fast COPY is there. */
final class RegistryTables implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Connection connection;

  RegistryTables(Database database) throws SQLException {
    this.connection =
        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
  }

  /** How many records of the record are read. */
  long read() throws SQLException {
    return number(
        "SELECT coalesce(sum(next_offset), 0)::bigint FROM live.log_position WHERE topic = 'reprisal-events'");
  }

  /** Returns when so many records are read. */
  void await(long records) throws SQLException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (read() < records) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the registry stands at " + read() + " of " + records);
      }
      Thread.sleep(LOOK);
    }
  }

  long events() throws SQLException {
    return number("SELECT count(*) FROM live.event");
  }

  /** The id of some case that has events. */
  String aCase(int n) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT subject FROM live.event WHERE subject < 'focal' ORDER BY place OFFSET ? LIMIT 1")) {
      query.setInt(1, n);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** Rows a second by which the rows of all events go by COPY into a table of the same shape. */
  double copyRate(Path folder) throws SQLException, IOException {
    Path rows = folder.resolve("event.rows");
    var copy = connection.unwrap(PGConnection.class).getCopyAPI();
    try (var out = Files.newOutputStream(rows)) {
      copy.copyOut("COPY live.event TO STDOUT", out);
    }
    execute("CREATE TABLE yardstick (LIKE live.event INCLUDING ALL)");
    long begin = System.nanoTime();
    long copied;
    try (var in = Files.newInputStream(rows)) {
      copied = copy.copyIn("COPY yardstick FROM STDIN", in);
    }
    double rate = copied * 1e9 / (System.nanoTime() - begin);
    execute("DROP TABLE yardstick");
    Files.delete(rows);
    return rate;
  }

  private long number(String sql) throws SQLException {
    try (var query = connection.prepareStatement(sql);
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
