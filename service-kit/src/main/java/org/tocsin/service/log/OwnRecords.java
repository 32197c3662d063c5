package org.tocsin.service.log;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which records of a topic are known here because this process wrote them, as far as nobody has
 * passed over them yet. Safe for many threads.
 */
final class OwnRecords {

  /** Runs of each partition; beyond them the oldest are forgotten, and will be read once more. */
  private static final int MOST = 1_024;

  private static final NavigableMap<Long, Long> NONE = Collections.emptyNavigableMap();

  /** By partition: the offset of each run's first record, and the offset after its last. */
  private final Map<Integer, NavigableMap<Long, Long>> runs = new HashMap<>();

  synchronized void add(int partition, long offset) {
    NavigableMap<Long, Long> known = runs.computeIfAbsent(partition, p -> new TreeMap<>());
    var before = known.floorEntry(offset);
    long from = before != null && before.getValue() == offset ? before.getKey() : offset;
    Long to = known.remove(offset + 1);
    known.put(from, to == null ? offset + 1 : to);
    if (known.size() > MOST) {
      known.pollFirstEntry();
    }
  }

  /**
   * Where somebody who has come to one offset and wants to go on to another begins to read: what
   * lies before is known. Nobody asks for that once more.
   */
  synchronized long passOver(int partition, long from, long to) {
    NavigableMap<Long, Long> known = runs.getOrDefault(partition, NONE);
    var run = known.floorEntry(from);
    long next = Math.min(run == null ? from : Math.max(from, run.getValue()), to);
    while (!known.isEmpty() && known.firstEntry().getValue() <= next) {
      known.pollFirstEntry();
    }
    return next;
  }
}
