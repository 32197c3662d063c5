package org.tocsin.registry.joining;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

/** Which cases the desk has linked, and which reports are one act for that reason. Pure. */
public final class Links {

  private Links() {}

  /**
   * The links of these events as they were known at a moment.
   *
   * @param events of any cases, in any order, also more than once
   */
  public static Joined knownAt(Collection<Recorded> events, Instant moment) {
    return Joined.of(Known.at(events, moment).flatMap(one -> decisions(one).stream()).toList());
  }

  /**
   * Which of these reports are one act because the desk has linked their cases: reports of
   * different cases that are linked and agree in act type, responsible State and date (DOMAIN.md,
   * section 9, example 7). By this alone no two reports of one case become one act that have none
   * in a linked case to agree with.
   *
   * @return for each such report a key that it shares with the others of its act
   */
  public static Map<LinkedAct, String> keys(Joined links, Collection<LinkedAct> acts) {
    Map<String, Set<LinkedAct>> groups = new TreeMap<>();
    for (LinkedAct act : acts) {
      if (act.responsibleState() != null) {
        groups
            .computeIfAbsent(
                "linked|" + links.setOf(act.caseId()) + "|" + act.same(), none -> new HashSet<>())
            .add(act);
      }
    }
    Map<LinkedAct, String> keys = new HashMap<>();
    groups.forEach(
        (key, group) -> {
          if (group.stream().map(LinkedAct::caseId).distinct().count() > 1) {
            group.forEach(act -> keys.put(act, key));
          }
        });
    return keys;
  }

  /** The decisions on links in one case. */
  static List<Joining> decisions(History history) {
    return history
        .standing()
        .map(Entry::current)
        .map(Joining::ofCases)
        .flatMap(Optional::stream)
        .toList();
  }
}
