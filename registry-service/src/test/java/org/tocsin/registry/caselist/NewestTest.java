package org.tocsin.registry.caselist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tocsin.registry.history.Place;
import org.tocsin.registry.history.Position;

/** Pages of any size show every case once, in one order, while more is recorded. */
class NewestTest {

  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

  /** A record of which each event is the last of a case, as the table has it at one moment. */
  private static final class Record {

    private final Random random;
    private final List<Newest.Row> rows = new ArrayList<>();
    private final TreeMap<Integer, Long> ends = new TreeMap<>();
    private long clock;

    Record(Random random) {
      this.random = random;
    }

    void grow(int events) {
      for (int i = 0; i < events; i++) {
        int partition = random.nextInt(Position.PARTITIONS);
        long offset = ends.merge(partition, 1L + random.nextInt(3), Long::sum);
        // Clocks of brokers differ a little, so that a partition may step back.
        clock += random.nextInt(4);
        rows.add(
            new Newest.Row(
                new UUID(0, rows.size()),
                Place.of(partition, offset),
                START.plusMillis(Math.max(0, clock - random.nextInt(3)))));
      }
    }

    Instant now() {
      return START.plusMillis(clock);
    }

    /** As the query reads it: of each partition so many, and only what was known. */
    Newest.Some before(Position before, Instant knownAt, int ofPartition, int most) {
      var found = new ArrayList<Newest.Row>();
      for (int p = 0; p < Position.PARTITIONS; p++) {
        int partition = p;
        rows.stream()
            .filter(row -> Place.partition(row.place()) == partition)
            .filter(row -> row.place() - Place.first(partition) < before.next().get(partition))
            .filter(row -> !row.recordedAt().isAfter(knownAt))
            .sorted(Comparator.comparing(Newest.Row::place).reversed())
            .limit(ofPartition)
            .forEach(found::add);
      }
      return Newest.merge(found, ofPartition, most);
    }
  }

  @Property(tries = 300)
  void pagesOfAnySizeShowEveryRowOnceInOneOrderWhileMoreIsRecorded(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 80) int rows) {
    var random = new Random(seed);
    var record = new Record(random);
    record.grow(rows);
    Instant knownAt = record.now();
    List<Newest.Row> all = record.before(Position.END, knownAt, rows + 1, rows + 1).rows();
    assertEquals(rows, all.size());
    assertEquals(rows, all.stream().map(Newest.Row::caseId).distinct().count());

    var paged = new ArrayList<Newest.Row>();
    Position before = Position.END;
    while (true) {
      int size = 1 + random.nextInt(10);
      Newest.Some page = record.before(before, knownAt, 1 + random.nextInt(size), size);
      for (Newest.Row row : page.rows()) {
        before = Newest.after(row, before);
      }
      assertTrue(page.rows().size() <= size);
      paged.addAll(page.rows());
      if (page.last()) {
        break;
      }
      // What is recorded from now on is known later than the list.
      record.clock++;
      record.clock += 3;
      record.grow(random.nextInt(5));
    }
    assertEquals(all, paged);
  }

  @Property(tries = 200)
  void whereClocksAgreeTheNewestComesFirst(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows) {
    var random = new Random(seed);
    var found = new ArrayList<Newest.Row>();
    for (int i = rows; i > 0; i--) {
      found.add(
          new Newest.Row(
              new UUID(0, i),
              Place.of(random.nextInt(Position.PARTITIONS), i),
              START.plusMillis(i)));
    }
    List<Newest.Row> merged = Newest.merge(found, rows + 1, rows).rows();
    for (int i = 1; i < rows; i++) {
      assertTrue(merged.get(i).recordedAt().isBefore(merged.get(i - 1).recordedAt()));
    }
  }
}
