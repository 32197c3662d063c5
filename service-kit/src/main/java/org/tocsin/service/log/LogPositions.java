package org.tocsin.service.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

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

  /** How far a partition is moved: from {@code expected} to {@code next}. */
  record Move(int partition, long expected, long next) {}

  /** Rows are locked in one order, so that two who lock the same never wait in a circle. */
  private static final String ADVANCE =
      """
      WITH held AS MATERIALIZED (
        SELECT partition FROM log_position WHERE reader = ? AND topic = ? AND partition = ANY (?) ORDER BY partition FOR UPDATE)
      UPDATE log_position p SET next_offset = m.next, updated_at = m.at
      FROM (SELECT u.*, ?::timestamptz AS at FROM unnest(?, ?, ?) AS u(partition, expected, next)) m
      WHERE p.reader = ? AND p.topic = ? AND p.partition = m.partition AND p.next_offset = m.expected
        AND (SELECT count(*) FROM held) >= 0
      """;

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
   * Moves positions, if all are where they are expected, in the order of their partitions; keeps
   * the rows locked until the transaction ends.
   *
   * @return false if another reader has moved one: the partition is lost, and nothing may be
   *     written
   */
  boolean advance(Connection connection, List<Move> moves, Instant now) throws SQLException {
    List<Move> inOrder = moves.stream().sorted(Comparator.comparingInt(Move::partition)).toList();
    insertFirst(connection, inOrder.stream().filter(move -> move.expected() == 0).toList(), now);
    try (var update = connection.prepareStatement(ADVANCE)) {
      update.setString(1, reader);
      update.setString(2, topic);
      array(update, 3, "int", inOrder, Move::partition);
      update.setTimestamp(4, Timestamp.from(now));
      array(update, 5, "int", inOrder, Move::partition);
      array(update, 6, "bigint", inOrder, Move::expected);
      array(update, 7, "bigint", inOrder, Move::next);
      update.setString(8, reader);
      update.setString(9, topic);
      return update.executeUpdate() == moves.size();
    }
  }

  private void insertFirst(Connection connection, List<Move> first, Instant now)
      throws SQLException {
    if (first.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO log_position (reader, topic, partition, next_offset, updated_at)"
                + " SELECT ?, ?, partition, 0, ?::timestamptz FROM unnest(?) AS f(partition) ON CONFLICT DO NOTHING")) {
      insert.setString(1, reader);
      insert.setString(2, topic);
      insert.setTimestamp(3, Timestamp.from(now));
      array(insert, 4, "int", first, Move::partition);
      insert.executeUpdate();
    }
  }

  private static void array(
      PreparedStatement statement, int at, String type, List<Move> moves, Function<Move, Object> of)
      throws SQLException {
    statement.setArray(
        at, statement.getConnection().createArrayOf(type, moves.stream().map(of).toArray()));
  }
}
