package org.tocsin.registry.act;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What the desk has brought together, such as linked cases or merged defenders: sets of ids, each
 * known by its least. Pure; a pair that was taken apart again is as if it had never been together
 * (DOMAIN.md, section 6, rule 9).
 *
 * @param least of the set that an id is in; ids that are alone are left out
 */
public record Together(Map<UUID, UUID> least) {

  /** Nothing is together. */
  public static final Together NONE = new Together(Map.of());

  public Together {
    least = Map.copyOf(least);
  }

  /** Two ids in no order. */
  public record Pair(UUID one, UUID other) {

    public Pair {
      if (one.compareTo(other) > 0) {
        UUID greater = one;
        one = other;
        other = greater;
      }
    }
  }

  /** These pairs are together, and so is what each of two is together with. */
  public static Together of(Collection<Pair> pairs) {
    Map<UUID, TreeSet<UUID>> sets = new HashMap<>();
    for (Pair pair : pairs) {
      var united = new TreeSet<>(Set.of(pair.one));
      united.add(pair.other);
      united.addAll(sets.getOrDefault(pair.one, united));
      united.addAll(sets.getOrDefault(pair.other, united));
      united.forEach(id -> sets.put(id, united));
    }
    var least = new HashMap<UUID, UUID>();
    sets.forEach((id, set) -> least.put(id, set.first()));
    return new Together(least);
  }

  /** The set that an id is in, by its least member; empty if it is alone. */
  public Optional<UUID> group(UUID id) {
    return Optional.ofNullable(least.get(id));
  }

  /** Everything that an id is together with, itself included. */
  public Set<UUID> with(UUID id) {
    var members = new TreeSet<>(Set.of(id));
    group(id)
        .ifPresent(
            of ->
                least.forEach(
                    (member, set) -> {
                      if (set.equals(of)) {
                        members.add(member);
                      }
                    }));
    return members;
  }
}
