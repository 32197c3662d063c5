package org.tocsin.registry.erasure;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Cases of a defender in which the desk has written texts under a key of the case, since the case
 * had several defenders then, or none. Pure.
 *
 * @param own nobody but the defender, or others who are erased, is left in them: their keys go with
 *     the defender's
 * @param shared with others: whoever orders has to say whether their keys go too
 */
record CaseKeys(Set<UUID> own, Set<UUID> shared) {

  CaseKeys {
    own = new TreeSet<>(own);
    shared = new TreeSet<>(shared);
  }

  /**
   * Parts the cases.
   *
   * @param defenders of each case that has texts under a key of its own
   * @param covered the ids that are to be erased
   * @param erased ids that were erased before
   */
  static CaseKeys of(Map<UUID, Set<UUID>> defenders, Set<UUID> covered, Set<UUID> erased) {
    var own = new TreeSet<UUID>();
    var shared = new TreeSet<UUID>();
    defenders.forEach(
        (caseId, of) -> {
          boolean nobodyElse =
              of.stream().allMatch(id -> covered.contains(id) || erased.contains(id));
          (nobodyElse ? own : shared).add(caseId);
        });
    return new CaseKeys(own, shared);
  }

  /** The cases whose keys are destroyed. */
  Set<UUID> destroyed(SharedKeys choice) {
    var destroyed = new TreeSet<>(own);
    if (choice == SharedKeys.DESTROY) {
      destroyed.addAll(shared);
    }
    return destroyed;
  }
}
