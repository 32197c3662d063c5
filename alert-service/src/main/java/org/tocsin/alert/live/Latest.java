package org.tocsin.alert.live;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tocsin.alert.outbox.KeptSteps.Kept;

/**
 * The latest steps, once in a process for all listeners. Safe for many threads.
 *
 * <p>Bounded: the eldest make room.
 */
final class Latest {

  private final int most;
  private final TreeMap<Long, Kept> steps = new TreeMap<>();
  private boolean begun;
  private long before;
  private long newest;

  /**
   * One that has not begun.
   *
   * @param most how many it keeps
   */
  Latest(int most) {
    this.most = most;
  }

  /** Begins anew: what comes next is after that number. */
  synchronized void begin(long number) {
    steps.clear();
    before = number;
    newest = number;
    begun = true;
  }

  synchronized void add(List<Kept> following) {
    for (Kept step : following) {
      steps.put(step.number(), step);
      newest = step.number();
    }
    while (steps.size() > most) {
      before = steps.pollFirstEntry().getKey();
    }
  }

  /** The number up to which it knows; empty before it has begun. */
  synchronized Optional<Long> newest() {
    return begun ? Optional.of(newest) : Optional.empty();
  }

  /** Those after a number, at most so many; empty if some of them are not kept any more. */
  synchronized Optional<List<Kept>> after(long number, int atOnce) {
    return number < before
        ? Optional.empty()
        : Optional.of(steps.tailMap(number, false).values().stream().limit(atOnce).toList());
  }
}
