package org.tocsin.service.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * How far a reader has come, in the service's own database.
 *
 * <p>Each service has the table in its first migration:
 *
 * <pre>{@code
 * CREATE TABLE log_position (
 *   reader      text        NOT NULL,
 *   topic       text        NOT NULL,
 *   partition   int         NOT NULL,
 *   next_offset bigint      NOT NULL,
 *   updated_at  timestamptz NOT NULL,
 *   PRIMARY KEY (reader, topic, partition)
 * );
 * }</pre>
 */
record LogPositions(String reader, String topic) {

  /** The stored position, 0 for a partition never read. */
  long next(Connection connection, int partition) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT next_offset FROM log_position WHERE reader = ? AND topic = ? AND partition = ?")) {
      query.setString(1, reader);
      query.setString(2, topic);
      query.setInt(3, partition);
      try (var row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /**
   * Moves the position, if it is where it is expected; keeps its row locked until the transaction
   * ends.
   *
   * @return false if another reader has moved it: the partition is lost, and nothing may be written
   */
  boolean advance(Connection connection, int partition, long expected, long next, Instant now)
      throws SQLException {
    if (expected == 0) {
      insertFirst(connection, partition, now);
    }
    try (var update =
        connection.prepareStatement(
            "UPDATE log_position SET next_offset = ?, updated_at = ?"
                + " WHERE reader = ? AND topic = ? AND partition = ? AND next_offset = ?")) {
      update.setLong(1, next);
      update.setTimestamp(2, Timestamp.from(now));
      update.setString(3, reader);
      update.setString(4, topic);
      update.setInt(5, partition);
      update.setLong(6, expected);
      return update.executeUpdate() == 1;
    }
  }

  private void insertFirst(Connection connection, int partition, Instant now) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO log_position (reader, topic, partition, next_offset, updated_at)"
                + " VALUES (?, ?, ?, 0, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, reader);
      insert.setString(2, topic);
      insert.setInt(3, partition);
      insert.setTimestamp(4, Timestamp.from(now));
      insert.executeUpdate();
    }
  }
}
