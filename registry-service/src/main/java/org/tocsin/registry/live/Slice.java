package org.tocsin.registry.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.tocsin.registry.history.Place;
import org.tocsin.registry.history.Position;

/**
 * What the record has beyond a position. Pure.
 *
 * @param parts of each partition that has anything
 * @param tables names the tables that it was read from: another after a rebuild
 */
record Slice(List<Part> parts, long tables) {

  /**
   * One event.
   *
   * @param place in the record
   */
  record Row(long place, String subject, String type, Instant recordedAt) {}

  /**
   * One partition.
   *
   * @param next the offset up to which it was read, if not all rows were taken; up to which it is
   *     in the tables, if they were
   * @param rows in order
   */
  record Part(int partition, long next, List<Row> rows) {}

  /**
   * What of it may be told.
   *
   * @param position up to there
   */
  record Told(Position position, List<Row> rows) {}

  /**
   * Cuts off, in each partition, what pages do not show yet that are asked for without a horizon:
   * who is told of a change finds it on the page.
   *
   * @param reached what was recorded until then is on those pages
   */
  Told upTo(Instant reached, Position from) {
    Position position = from;
    var rows = new ArrayList<Row>();
    for (Part part : parts) {
      long next = part.next;
      for (Row row : part.rows) {
        if (row.recordedAt.isAfter(reached)) {
          next = row.place - Place.first(part.partition);
          break;
        }
        rows.add(row);
      }
      position = position.with(part.partition, next);
    }
    return new Told(position, List.copyOf(rows));
  }

  /**
   * From rows of all partitions in order.
   *
   * @param ends by partition, up to where it is in the tables
   * @param most how many rows of a partition were read at most
   */
  static Slice of(List<Row> rows, TreeMap<Integer, Long> ends, int most, long tables) {
    var byPartition = new TreeMap<Integer, List<Row>>();
    ends.keySet().forEach(partition -> byPartition.put(partition, new ArrayList<>()));
    rows.forEach(row -> byPartition.get(Place.partition(row.place)).add(row));
    var parts = new ArrayList<Part>();
    byPartition.forEach(
        (partition, own) ->
            parts.add(
                new Part(
                    partition,
                    own.size() < most
                        ? ends.get(partition)
                        : own.getLast().place - Place.first(partition) + 1,
                    List.copyOf(own))));
    return new Slice(List.copyOf(parts), tables);
  }
}
