package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody passes over a record that this process has not written. */
class OwnRecordsTest {

  private final OwnRecords own = new OwnRecords();

  @Test
  void aRunIsPassedOverWholeAndWhatComesAfterItIsNot() {
    own.add(0, 5);
    own.add(0, 6);
    own.add(0, 8);
    assertEquals(4, own.passOver(0, 4, 100));
    assertEquals(7, own.passOver(0, 5, 100));
    assertEquals(7, own.passOver(0, 7, 100));
    assertEquals(9, own.passOver(0, 8, 100));
  }

  @Test
  void partitionsAreApart() {
    own.add(0, 5);
    assertEquals(5, own.passOver(1, 5, 100));
  }

  @Test
  void whatWasPassedOverIsForgotten() {
    own.add(0, 5);
    assertEquals(6, own.passOver(0, 5, 100));
    assertEquals(5, own.passOver(0, 5, 100));
  }

  @Test
  void whatLiesBehindTheEndIsPassedOverLater() {
    own.add(0, 5);
    own.add(0, 6);
    assertEquals(6, own.passOver(0, 5, 6));
    assertEquals(7, own.passOver(0, 6, 100));
  }

  /** Brokers that lost the end of a log write it anew. */
  @Test
  void anEndThatWasLostIsGoneBackTo() {
    own.add(0, 5);
    assertEquals(3, own.passOver(0, 5, 3));
  }

  /** Acknowledgements of two producers come in any order. */
  @Test
  void inWhateverOrderTheyAreToldItIsTheSame() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var records = new OwnRecords();
      Set<Long> told = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        long offset = random.nextLong(80);
        if (told.add(offset)) {
          records.add(0, offset);
        }
      }
      long place = 0;
      while (place < 80) {
        long expected = place;
        while (told.contains(expected)) {
          expected++;
        }
        assertEquals(expected, records.passOver(0, place, 100), "seed " + seed);
        place = expected + 1;
      }
    }
  }

  @Test
  void ofTooManyRunsTheOldestAreReadOnceMore() {
    for (int i = 0; i < 3_000; i++) {
      own.add(0, 2L * i);
    }
    assertEquals(0, own.passOver(0, 0, 9_000));
    assertEquals(5_999, own.passOver(0, 5_998, 9_000));
  }
}
