package org.tocsin.registry.casefile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings reports of the same act together (DOMAIN.md, section 4). Pure. */
public final class SameActs {

  private SameActs() {}

  /**
   * The reports in groups of one act each. Two reports that share a key are one act, and so are two
   * that each share one with a third.
   */
  public static List<List<ReportedAct>> group(Collection<ReportedAct> reports) {
    var groups = new ArrayList<List<ReportedAct>>();
    Map<String, List<ReportedAct>> byKey = new HashMap<>();
    for (ReportedAct report : reports) {
      List<ReportedAct> group = new ArrayList<>(List.of(report));
      groups.add(group);
      for (String key : report.keys()) {
        List<ReportedAct> other = byKey.get(key);
        if (other != null && other != group) {
          // The smaller goes into the larger, so that each report moves only a few times.
          List<ReportedAct> larger = other.size() >= group.size() ? other : group;
          List<ReportedAct> smaller = larger == other ? group : other;
          larger.addAll(smaller);
          smaller.forEach(
              moved ->
                  moved
                      .keys()
                      .forEach(
                          k ->
                              byKey.computeIfPresent(
                                  k, (same, at) -> at == smaller ? larger : at)));
          smaller.clear();
          group = larger;
        }
        byKey.put(key, group);
      }
    }
    groups.removeIf(List::isEmpty);
    return groups;
  }

  /** Whether at least two independent sources tell of it (DOMAIN.md, section 6, rule 5). */
  public static boolean isCorroborated(List<ReportedAct> act) {
    return act.stream().map(ReportedAct::source).distinct().count() >= 2;
  }
}
