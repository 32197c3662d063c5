package org.tocsin.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tocsin.cluster.postgres.Database;

/** All that a registry has projected, to be compared with another's row by row. */
final class Projected {

  /** Columns that tell of the reading and not of what was read. */
  private static final Map<String, Set<String>> LEFT_OUT =
      Map.of(
          // When the position was moved: another moment in every run.
          "log_position", Set.of("updated_at"),
          // Flyway's own account of when the tables were made.
          "flyway_schema_history", Set.of("installed_on", "execution_time", "installed_by"));

  private static final String ALL_COLUMNS =
      """
      SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'live' ORDER BY table_name, ordinal_position
      """;

  private final Database database;

  Projected(Database database) {
    this.database = database;
  }

  /** Every table with the number of its rows and a digest over all of them, sorted as text. */
  Map<String, String> digests() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      var digests = new TreeMap<String, String>();
      for (Map.Entry<String, List<String>> table : tables(connection).entrySet()) {
        try (var row =
            statement.executeQuery(
                "SELECT count(*) || ' rows ' || coalesce(md5(string_agg(md5(r), '' ORDER BY r COLLATE \"C\")), '') FROM ("
                    + select(table)
                    + ") AS t")) {
          row.next();
          digests.put(table.getKey(), row.getString(1));
        }
      }
      return digests;
    }
  }

  /** Some rows of a table that the other has not; for a failure's message. */
  List<String> without(Projected other, String table) throws SQLException {
    List<String> rows = rows(table);
    rows.removeAll(new HashSet<>(other.rows(table)));
    return rows.subList(0, Math.min(5, rows.size()));
  }

  /** How many records of the record are read. */
  long read() throws SQLException {
    return number(
        "SELECT coalesce(sum(next_offset), 0)::bigint FROM live.log_position WHERE reader = 'registry'");
  }

  /** How many records of all topics are read. */
  long positions() throws SQLException {
    return number("SELECT coalesce(sum(next_offset), 0)::bigint FROM live.log_position");
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> rows(String table) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      var rows = new ArrayList<String>();
      for (Map.Entry<String, List<String>> one : tables(connection).entrySet()) {
        if (one.getKey().equals(table)) {
          try (var row = statement.executeQuery(select(one))) {
            while (row.next()) {
              rows.add(row.getString(1));
            }
          }
        }
      }
      return rows;
    }
  }

  private static String select(Map.Entry<String, List<String>> table) {
    return "SELECT ROW(%s)::text AS r FROM live.%s"
        .formatted(String.join(", ", table.getValue()), table.getKey());
  }

  private static Map<String, List<String>> tables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(ALL_COLUMNS)) {
      var tables = new TreeMap<String, List<String>>();
      while (row.next()) {
        String table = row.getString(1);
        if (!LEFT_OUT.getOrDefault(table, Set.of()).contains(row.getString(2))) {
          tables.computeIfAbsent(table, _ -> new ArrayList<>()).add('"' + row.getString(2) + '"');
        }
      }
      return tables;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }
}
