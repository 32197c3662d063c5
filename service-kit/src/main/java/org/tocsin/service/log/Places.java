package org.tocsin.service.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a reader is in each of its partitions. Changed by the reader's thread, looked at by others.
 */
final class Places {

  /**
   * One partition: being read at {@code next}, or set aside until an instant, after which its
   * position is taken from the database again.
   *
   * @param next the next offset; only known while reading
   * @param stored the position in the database: less than {@code next} where records were passed
   *     over that nobody wanted
   * @param recordedAt of the last record handled; null before the first
   * @param failures in a row
   * @param asideUntil null while reading
   */
  record Place(long next, long stored, Instant recordedAt, int failures, Instant asideUntil) {

    boolean reading() {
      return asideUntil == null;
    }
  }

  private final Map<Integer, Place> places = new ConcurrentHashMap<>();

  void assigned(int partition, Instant now) {
    places.put(partition, new Place(0, 0, null, 0, now));
  }

  void revoked(int partition) {
    places.remove(partition);
  }

  void clear() {
    places.clear();
  }

  /**
   * Reading goes on here; a failure may still repeat, so the count of failures stays until
   * something was handled.
   */
  void placed(int partition, long next) {
    places.computeIfPresent(
        partition, (_, old) -> new Place(next, next, old.recordedAt(), old.failures(), null));
  }

  void handled(int partition, long next, Instant recordedAt) {
    places.computeIfPresent(partition, (_, old) -> new Place(next, next, recordedAt, 0, null));
  }

  /** Nobody wanted what was read: that it was read need not be stored yet. */
  void passedOver(int partition, long next, Instant recordedAt) {
    places.computeIfPresent(
        partition, (_, old) -> new Place(next, old.stored(), recordedAt, 0, null));
  }

  /** Partitions in which records were passed over since the position was stored. */
  List<Integer> ahead() {
    return places.entrySet().stream()
        .filter(e -> e.getValue().reading() && e.getValue().next() > e.getValue().stored())
        .map(Map.Entry::getKey)
        .toList();
  }

  void aside(int partition, Instant now) {
    places.computeIfPresent(
        partition,
        (_, old) ->
            new Place(
                old.next(),
                old.stored(),
                old.recordedAt(),
                old.failures() + 1,
                now.plus(Backoff.after(old.failures() + 1))));
  }

  Place of(int partition) {
    return places.get(partition);
  }

  /** Partitions set aside whose time has come. */
  List<Integer> due(Instant now) {
    return places.entrySet().stream()
        .filter(e -> !e.getValue().reading() && !e.getValue().asideUntil().isAfter(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  Map<Integer, Long> positions() {
    var positions = new TreeMap<Integer, Long>();
    places.forEach(
        (partition, place) -> {
          if (place.reading()) {
            positions.put(partition, place.next());
          }
        });
    return positions;
  }

  Map<Integer, Instant> watermarks() {
    var watermarks = new TreeMap<Integer, Instant>();
    places.forEach(
        (partition, place) -> {
          if (place.recordedAt() != null) {
            watermarks.put(partition, place.recordedAt());
          }
        });
    return watermarks;
  }
}
