package org.tocsin.alert.beat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** The beats that are expected, in the database. */
final class WatchedRows {

  private WatchedRows() {}

  /** All, by name; nobody else looks after them until the end of the transaction. */
  static TreeMap<String, Watched> lock(Connection connection) throws SQLException {
    try (var lock =
        connection.prepareStatement("LOCK TABLE expected_beat IN SHARE ROW EXCLUSIVE MODE")) {
      lock.execute();
    }
    return all(connection);
  }

  /** All, by name, for reading. */
  static TreeMap<String, Watched> all(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM expected_beat");
        var row = query.executeQuery()) {
      var watched = new TreeMap<String, Watched>();
      while (row.next()) {
        watched.put(
            row.getString("name"),
            new Watched(
                row.getTimestamp("watched_since").toInstant(),
                instant(row.getTimestamp("missed_since")),
                instant(row.getTimestamp("told_at"))));
      }
      return watched;
    }
  }

  static void put(Connection connection, String name, Watched watched) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO expected_beat VALUES (?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET missed_since = excluded.missed_since, told_at = excluded.told_at
            """)) {
      upsert.setString(1, name);
      upsert.setTimestamp(2, Timestamp.from(watched.since()));
      upsert.setTimestamp(3, watched.missedSince().map(Timestamp::from).orElse(null));
      upsert.setTimestamp(4, watched.toldAt().map(Timestamp::from).orElse(null));
      upsert.executeUpdate();
    }
  }

  /** Forgets those that nobody expects any more. */
  static void keep(Connection connection, Collection<String> names) throws SQLException {
    try (var delete =
        connection.prepareStatement("DELETE FROM expected_beat WHERE name <> ALL (?)")) {
      delete.setArray(1, connection.createArrayOf("text", names.toArray()));
      delete.executeUpdate();
    }
  }

  private static Optional<Instant> instant(Timestamp moment) {
    return Optional.ofNullable(moment).map(Timestamp::toInstant);
  }
}
