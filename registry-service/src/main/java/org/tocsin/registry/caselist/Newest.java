package org.tocsin.registry.caselist;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tocsin.registry.history.Place;
import org.tocsin.registry.history.Position;
import org.tocsin.registry.table.Moments;

/**
 * Cases by the last event of each that was known at a moment, the newest first. At one moment the
 * order never changes, whatever arrives: a case stands where that event stands in the record.
 */
final class Newest {

  /** Walks each partition of the record backwards, by the index of places. */
  private static final String SQL =
      """
      SELECT found.subject, found.place, found.recorded_at
      FROM unnest(?::bigint[], ?::bigint[]) AS part (first, before) CROSS JOIN LATERAL (
        SELECT subject, place, recorded_at FROM event
        WHERE place >= part.first AND place < part.before AND recorded_at <= ? AND subject < 'focal-point'
          AND NOT EXISTS (SELECT 1 FROM event AS later
            WHERE later.subject = event.subject AND later.place > event.place AND later.recorded_at <= ?)
        ORDER BY place DESC LIMIT ?) AS found
      ORDER BY found.place DESC
      """;

  /** Of each partition twice its share of what is wanted, and some more where little is wanted. */
  private static final int AT_LEAST = 8;

  private Newest() {}

  /**
   * A case.
   *
   * @param place of its last event
   * @param recordedAt of that event
   */
  record Row(UUID caseId, long place, Instant recordedAt) {}

  /**
   * Some rows.
   *
   * @param last whether there are no more after these
   */
  record Some(List<Row> rows, boolean last) {}

  /** The next rows, at most so many; there may be fewer, and yet more to come. */
  static Some before(Connection connection, Position before, Instant knownAt, int most)
      throws SQLException {
    int ofPartition = Math.min(most, AT_LEAST + 2 * most / Position.PARTITIONS);
    var rows = new ArrayList<Row>();
    try (var query = connection.prepareStatement(SQL)) {
      query.setArray(1, connection.createArrayOf("int8", places(Position.BEGINNING)));
      query.setArray(2, connection.createArrayOf("int8", places(before)));
      query.setObject(3, Moments.of(knownAt));
      query.setObject(4, Moments.of(knownAt));
      query.setInt(5, ofPartition);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          rows.add(
              new Row(
                  UUID.fromString(row.getString(1)),
                  row.getLong(2),
                  row.getTimestamp(3).toInstant()));
        }
      }
    }
    return merge(rows, ofPartition, most);
  }

  /**
   * Rows of all partitions, each in order, as one order: always the newest of those that come next
   * in their partitions. So no row is passed over, even where the clocks of brokers differ. It ends
   * where a partition may have more than was read of it. Pure.
   *
   * @param ofPartition so many were read of each partition, or all that it has
   */
  static Some merge(List<Row> rows, int ofPartition, int most) {
    var waiting = new TreeMap<Integer, ArrayDeque<Row>>();
    rows.forEach(
        row ->
            waiting
                .computeIfAbsent(Place.partition(row.place), none -> new ArrayDeque<>())
                .add(row));
    Set<Integer> cutOff =
        waiting.keySet().stream()
            .filter(partition -> waiting.get(partition).size() == ofPartition)
            .collect(Collectors.toSet());
    var merged = new ArrayList<Row>();
    while (merged.size() < most && !waiting.isEmpty()) {
      int newest = waiting.firstKey();
      for (int partition : waiting.keySet()) {
        if (waiting
            .get(partition)
            .peek()
            .recordedAt
            .isAfter(waiting.get(newest).peek().recordedAt)) {
          newest = partition;
        }
      }
      merged.add(waiting.get(newest).remove());
      if (waiting.get(newest).isEmpty()) {
        waiting.remove(newest);
        if (cutOff.contains(newest)) {
          return new Some(merged, false);
        }
      }
    }
    return new Some(merged, waiting.isEmpty());
  }

  /** The position from which the rows after this one are read. */
  static Position after(Row row, Position before) {
    int partition = Place.partition(row.place);
    return before.with(partition, row.place - Place.first(partition));
  }

  private static Object[] places(Position position) {
    return LongStream.range(0, Position.PARTITIONS)
        .mapToObj(p -> Place.first((int) p) + position.next().get((int) p))
        .toArray();
  }
}
