package org.tocsin.alert.storm;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Says of each severe alert whether it is told alone or folded into a storm. Pure but for what it
 * was shown: the same alerts in the same order give the same answers. Not for several threads.
 */
public final class StormWatch {

  private final StormRule rule;
  private final Map<StormKey, Deque<Instant>> alone = new HashMap<>();
  private final Map<StormKey, Storm> storms = new HashMap<>();
  private final Set<StormKey> changed = new HashSet<>();

  /** What becomes of a severe alert. */
  public sealed interface Verdict {

    /** It is told like any other. */
    record Alone() implements Verdict {}

    /**
     * It joins a storm.
     *
     * @param storm with this act in it
     * @param begins whether the storm begins with it
     */
    record Folded(Storm storm, boolean begins) implements Verdict {

      /** The number of acts that people are to be told of now, if there is one. */
      public Optional<Integer> milestone() {
        return !begins && Storm.isMilestone(storm.acts())
            ? Optional.of(storm.acts())
            : Optional.empty();
      }
    }
  }

  /**
   * A watch that knows the past.
   *
   * @param recent when alerts were told alone lately, by key
   * @param open the newest storm of each key that has one
   */
  public StormWatch(
      StormRule rule, Map<StormKey, ? extends Collection<Instant>> recent, Collection<Storm> open) {
    this.rule = rule;
    recent.forEach(
        (key, times) -> alone.put(key, new ArrayDeque<>(times.stream().sorted().toList())));
    open.forEach(storm -> storms.put(storm.key(), storm));
  }

  /**
   * Takes a severe alert.
   *
   * @param now when it is raised
   * @param newStorm gives the id of the alert that stands for a storm, if one begins
   */
  public Verdict admit(StormKey key, Instant now, Supplier<UUID> newStorm) {
    Storm storm = storms.get(key);
    if (storm != null && !storm.lastAt().plus(rule.window()).isBefore(now)) {
      return fold(storm.joined(now), false);
    }
    Deque<Instant> before = alone.computeIfAbsent(key, none -> new ArrayDeque<>());
    while (!before.isEmpty() && before.getFirst().plus(rule.window()).isBefore(now)) {
      before.removeFirst();
    }
    if (before.size() < rule.alone()) {
      before.addLast(now);
      return new Verdict.Alone();
    }
    int acts = before.size();
    before.clear();
    return fold(new Storm(newStorm.get(), key, acts, now, 0).joined(now), true);
  }

  private Verdict fold(Storm storm, boolean begins) {
    storms.put(storm.key(), storm);
    changed.add(storm.key());
    return new Verdict.Folded(storm, begins);
  }

  /** The storms that began or grew. */
  public Collection<Storm> changed() {
    return changed.stream().map(storms::get).toList();
  }
}
