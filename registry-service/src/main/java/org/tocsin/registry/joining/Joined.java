package org.tocsin.registry.joining;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What is together after all decisions: of each pair the last decision counts, and what is joined
 * to a third is joined to all of them. Pure: the same decisions give the same sets, in whatever
 * order and however often they come; and a decision that parts a pair leaves everything as it was
 * before the two were joined (DOMAIN.md, section 6, rules 3, 4 and 9).
 */
public final class Joined {

  private record Pair(UUID least, UUID most) {
    static Pair of(UUID one, UUID other) {
      return one.compareTo(other) <= 0 ? new Pair(one, other) : new Pair(other, one);
    }
  }

  private final Map<Pair, Joining> last = new HashMap<>();
  private final Map<UUID, Set<UUID>> neighbours = new HashMap<>();

  private Joined(Collection<Joining> decisions) {
    for (Joining decision : decisions) {
      last.merge(
          Pair.of(decision.one(), decision.other()),
          decision,
          (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }
    last.forEach(
        (pair, decision) -> {
          if (decision.joined()) {
            neighbours.computeIfAbsent(pair.least, none -> new HashSet<>()).add(pair.most);
            neighbours.computeIfAbsent(pair.most, none -> new HashSet<>()).add(pair.least);
          }
        });
  }

  /** After all of these decisions. */
  public static Joined of(Collection<Joining> decisions) {
    return new Joined(decisions);
  }

  /** As it was known at a moment: after those decisions that were recorded by then. */
  public static Joined knownAt(Collection<Joining> decisions, Instant moment) {
    return new Joined(
        decisions.stream().filter(each -> !each.recordedAt().isAfter(moment)).toList());
  }

  /** All that is together with this one, itself included. */
  public SortedSet<UUID> with(UUID id) {
    var found = new TreeSet<UUID>(Set.of(id));
    var next = new ArrayDeque<UUID>(found);
    while (!next.isEmpty()) {
      for (UUID neighbour : neighbours.getOrDefault(next.remove(), Set.of())) {
        if (found.add(neighbour)) {
          next.add(neighbour);
        }
      }
    }
    return found;
  }

  /** Whether it is together with any other. */
  public boolean isJoined(UUID id) {
    return neighbours.containsKey(id);
  }

  /** Whether the same are together after other decisions. */
  public boolean isSameAs(Joined other) {
    return all().equals(other.all())
        && all().stream().allMatch(id -> with(id).equals(other.with(id)));
  }

  /** Everything that is together with something else. */
  public Set<UUID> all() {
    return Set.copyOf(neighbours.keySet());
  }

  /** The name of the set that this one is in: its least member. */
  public UUID setOf(UUID id) {
    return with(id).first();
  }

  /** The decision by which exactly these two are together; empty if they are so by none. */
  public Optional<Joining> between(UUID one, UUID other) {
    return Optional.ofNullable(last.get(Pair.of(one, other))).filter(Joining::joined);
  }

  /** The decisions by which this one is directly together with others, in order. */
  public List<Joining> decisionsOn(UUID id) {
    return last.values().stream()
        .filter(each -> each.joined() && (each.one().equals(id) || each.other().equals(id)))
        .sorted()
        .toList();
  }
}
