package org.tocsin.alert.decision;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Which cases the desk has linked, as far as is known here. Not for several threads. */
public final class Links {

  private record Pair(UUID one, UUID other) {}

  private final Map<Pair, Link> decisions = new HashMap<>();
  private final Map<UUID, Set<UUID>> neighbours = new HashMap<>();

  /** The links in force after these decisions, in whatever order they are given. */
  public static Links of(Collection<Link> decisions) {
    var links = new Links();
    decisions.forEach(links::decide);
    return links;
  }

  /** Takes a decision; false if a later one is known, or if it changes nothing. */
  boolean decide(Link decision) {
    var pair = new Pair(decision.one(), decision.other());
    Link before = decisions.get(pair);
    if (before != null && before.compareTo(decision) >= 0) {
      return false;
    }
    decisions.put(pair, decision);
    if (decision.linked()) {
      neighbours(pair.one).add(pair.other);
      neighbours(pair.other).add(pair.one);
    } else {
      neighbours(pair.one).remove(pair.other);
      neighbours(pair.other).remove(pair.one);
    }
    return decision.linked() != (before != null && before.linked());
  }

  /** The case with all that are linked with it, directly or by others. */
  public Set<UUID> with(UUID caseId) {
    var found = new TreeSet<>(Set.of(caseId));
    var open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (UUID neighbour : neighbours.getOrDefault(open.removeFirst(), Set.of())) {
        if (found.add(neighbour)) {
          open.addLast(neighbour);
        }
      }
    }
    return found;
  }

  private Set<UUID> neighbours(UUID caseId) {
    return neighbours.computeIfAbsent(caseId, none -> new TreeSet<>());
  }
}
