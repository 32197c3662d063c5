package org.tocsin.registry.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StepTest {

  /** Log and tables as far as an erasure sees them; the tables follow the log with a delay. */
  private static final class World {
    final Set<Integer> values = new HashSet<>();
    final Set<Integer> dead = new HashSet<>();
    final Set<Integer> table = new HashSet<>();
    final Set<Integer> due = new HashSet<>();
    final ArrayDeque<Runnable> toFollow = new ArrayDeque<>();
    boolean marked;
    boolean index = true;
    boolean noted;
    boolean certified;
    boolean casesRefused;

    void write(int key) {
      values.add(key);
      toFollow.add(() -> (marked ? due : table).add(key));
    }

    void mark() {
      toFollow.add(
          () -> {
            marked = true;
            casesRefused = true;
            due.addAll(table);
            table.clear();
          });
    }

    void tombstone(int key) {
      dead.add(key);
      toFollow.add(
          () -> {
            table.remove(key);
            due.remove(key);
          });
    }

    DoneSoFar done() {
      return new DoneSoFar(marked, table.size(), due.size(), noted, certified, casesRefused);
    }

    void step(Random random) {
      switch (Step.next(done())) {
        case MARK -> mark();
        case WRITE_TOMBSTONES ->
            // Killed in the middle of it.
            List.copyOf(due).stream().filter(key -> random.nextBoolean()).forEach(this::tombstone);
        case ERASE_DERIVED -> {
          index = false;
          noted = true;
        }
        case SCAN -> scan();
        case ALLOW_CASES -> toFollow.add(() -> casesRefused = false);
        case DONE -> {}
      }
    }

    private void scan() {
      var found = new Step.Found(values.size(), 0, List.of(), toFollow.isEmpty());
      if (Step.mayCertify(found, done())) {
        assertTrue(table.isEmpty() && due.isEmpty() && values.isEmpty() && !index);
        certified = true;
      }
    }
  }

  /**
   * However slowly the tables follow, keys that are in the making come, and whoever works is
   * killed: it ends, and the certificate never comes before the last key is gone.
   */
  @Property(tries = 500)
  void anErasureIsCertifiedOnlyWhenNothingIsLeftAndAtLastItIs(
      @ForAll long seed, @ForAll @IntRange(max = 8) int keys, @ForAll @IntRange(max = 4) int late) {
    var random = new Random(seed);
    var world = new World();
    for (int key = 0; key < keys; key++) {
      world.write(key);
    }
    int stillToCome = late;
    for (int turn = 0; turn < 2_000 && !world.certified; turn++) {
      if (stillToCome > 0 && random.nextInt(4) == 0) {
        world.write(100 + stillToCome--);
      }
      switch (random.nextInt(3)) {
        case 0 -> world.step(random);
        case 1 -> {
          if (!world.toFollow.isEmpty()) {
            world.toFollow.poll().run();
          }
        }
        default -> world.values.removeAll(world.dead);
      }
    }
    assertTrue(world.certified, "not certified");
    world.toFollow.forEach(Runnable::run);
    assertEquals(Step.ALLOW_CASES, Step.next(world.done()), "the desk writes in the cases again");
    world.step(random);
    world.toFollow.forEach(Runnable::run);
    assertEquals(Step.DONE, Step.next(world.done()));
  }

  @Test
  void afterARebuildACertifiedErasureIsOnlySweptAgain() {
    assertEquals(Step.ERASE_DERIVED, Step.next(new DoneSoFar(true, 0, 0, false, true, false)));
    assertEquals(
        Step.DONE,
        Step.next(new DoneSoFar(false, 1, 0, false, true, false)),
        "new keys were allowed");
  }

  @Test
  void plainTextThatNothingCanEraseIsNeverCertified() {
    var done = new DoneSoFar(true, 0, 0, true, false, false);
    assertTrue(Step.mayCertify(new Step.Found(0, 0, List.of(), true), done));
    assertFalse(Step.mayCertify(new Step.Found(0, 1, List.of(), true), done));
    assertFalse(Step.mayCertify(new Step.Found(0, 0, List.of(), false), done), "not followed");
  }
}
