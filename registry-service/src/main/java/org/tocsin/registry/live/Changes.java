package org.tocsin.registry.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.registry.history.Position;
import org.tocsin.service.log.Topics;

/**
 * Finds out what changed since a position, whichever instance wrote it: the tables say so, of which
 * a change, what follows from it and the position in the record are one transaction.
 *
 * <p>Asking a few times a second costs one look into an index for each partition, and only while
 * anybody listens. LISTEN and NOTIFY would tell a little sooner, but every writing transaction
 * would have to notify, which makes their commits wait for one another; it would need connections
 * that nobody else can use; and what was notified while a connection was gone is lost, so that one
 * would have to ask all the same.
 */
@ApplicationScoped
class Changes {

  /** Of each partition, at a time: what a step holds in memory is bounded by it. */
  private static final int MOST = 500;

  /**
   * One statement, so that its tables are all of before a rebuild or all of after it.
   *
   * <p>Where the tables are behind the position, as just after a rebuild, a partition has no rows
   * and is left out.
   */
  private static final String SINCE =
      """
      WITH reached AS MATERIALIZED (
        SELECT partition, min(next_offset) AS next FROM log_position WHERE topic = ? GROUP BY partition)
      SELECT reached.partition, reached.next, found.place, found.subject, found.type, found.recorded_at, to_regclass('event')::oid::bigint AS tables
      FROM unnest(?::bigint[]) WITH ORDINALITY AS told (next, number)
      JOIN reached ON reached.partition = told.number - 1 AND reached.next > told.next
      LEFT JOIN LATERAL (
        SELECT place, subject, type, recorded_at FROM event
        WHERE place >= ((told.number - 1) << 40) + told.next AND place < ((told.number - 1) << 40) + reached.next
        ORDER BY place LIMIT ?) AS found ON true
      ORDER BY reached.partition, found.place
      """;

  private final Concerned concerned;

  Changes(Concerned concerned) {
    this.concerned = concerned;
  }

  /** Up to where the record is in the tables. */
  Position now(Connection connection) throws SQLException {
    Position now = Position.BEGINNING;
    for (Slice.Part part : since(connection, now, 0).parts()) {
      now = now.with(part.partition(), part.next());
    }
    return now;
  }

  /**
   * The next step from a position; empty if there is none, or if the tables were exchanged
   * meanwhile: ask again.
   *
   * @param reached what was recorded until then is on all pages
   * @param watched the cases that are asked about
   */
  Optional<Step> after(Connection connection, Position from, Instant reached, Set<UUID> watched)
      throws SQLException {
    Slice slice = since(connection, from, MOST);
    Slice.Told told = slice.upTo(reached, from);
    if (told.position().equals(from)) {
      return Optional.empty();
    }
    var step =
        new Step(
            told.position(),
            reached,
            concerned.states(connection, told.rows()),
            concerned.cases(connection, told.rows(), watched));
    return slice.tables() == tables(connection) ? Optional.of(step) : Optional.empty();
  }

  private static Slice since(Connection connection, Position from, int most) throws SQLException {
    try (var query = connection.prepareStatement(SINCE)) {
      query.setString(1, Topics.REPRISAL_EVENTS.name());
      query.setArray(2, connection.createArrayOf("int8", from.next().toArray()));
      query.setInt(3, most);
      List<Slice.Row> rows = new ArrayList<>();
      var ends = new TreeMap<Integer, Long>();
      long tables = 0;
      try (var row = query.executeQuery()) {
        while (row.next()) {
          ends.put(row.getInt("partition"), row.getLong("next"));
          tables = row.getLong("tables");
          if (row.getString("subject") != null) {
            rows.add(
                new Slice.Row(
                    row.getLong("place"),
                    row.getString("subject"),
                    row.getString("type"),
                    row.getTimestamp("recorded_at").toInstant()));
          }
        }
      }
      return Slice.of(rows, ends, Math.max(1, most), tables);
    }
  }

  private static long tables(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT to_regclass('event')::oid::bigint");
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
