package org.tocsin.registry.suggestion;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.tocsin.events.DefendersMerged;
import org.tocsin.events.DefendersUnmerged;
import org.tocsin.registry.history.Recorded;

/**
 * Which defenders the desk has merged. Pure: the latest decision on a pair stands, and merges go on
 * through a third.
 *
 * @param groups the group of each merged defender; those of one group are one
 */
record MergedDefenders(Map<UUID, Integer> groups) {

  MergedDefenders {
    groups = Map.copyOf(groups);
  }

  private record Pair(UUID one, UUID other) {
    static Pair of(UUID one, UUID other) {
      return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
    }
  }

  /** From the desk's standing decisions, in any order. */
  static MergedDefenders of(Collection<Recorded> decisions) {
    var merged = new HashMap<Pair, Boolean>();
    decisions.stream()
        .sorted()
        .forEach(
            decision -> {
              switch (decision.event().body()) {
                case DefendersMerged merge ->
                    merged.put(Pair.of(merge.defender().value(), merge.other().value()), true);
                case DefendersUnmerged un ->
                    merged.put(Pair.of(un.defender().value(), un.other().value()), false);
                default -> {}
              }
            });
    var groups = new TreeMap<UUID, Integer>();
    merged.forEach(
        (pair, stands) -> {
          if (stands) {
            join(groups, pair);
          }
        });
    return new MergedDefenders(groups);
  }

  private static void join(Map<UUID, Integer> groups, Pair pair) {
    int next = groups.size();
    int one = groups.computeIfAbsent(pair.one, _ -> next);
    int other = groups.computeIfAbsent(pair.other, _ -> next + 1);
    groups.replaceAll((_, group) -> group == other ? one : group);
  }
}
