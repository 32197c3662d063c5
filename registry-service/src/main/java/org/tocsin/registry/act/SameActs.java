package org.tocsin.registry.act;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings reports of the same act together (DOMAIN.md, section 4). Pure. */
public final class SameActs {

  private SameActs() {}

  /**
   * The reports in groups of one act each. Two reports that share a key are one act, and so are two
   * in linked cases that agree in act type, responsible State and date, and two that each are one
   * with a third.
   */
  public static List<List<ReportedAct>> group(Collection<ReportedAct> reports, Together links) {
    var groups = new ArrayList<List<ReportedAct>>();
    Map<Object, List<ReportedAct>> byKey = new HashMap<>();
    for (ReportedAct report : reports) {
      List<ReportedAct> group = new ArrayList<>(List.of(report));
      groups.add(group);
      for (Object key : keys(report, links)) {
        List<ReportedAct> other = byKey.get(key);
        if (other != null && other != group) {
          // The smaller goes into the larger, so that each report moves only a few times.
          List<ReportedAct> larger = other.size() >= group.size() ? other : group;
          List<ReportedAct> smaller = larger == other ? group : other;
          larger.addAll(smaller);
          for (ReportedAct moved : smaller) {
            keys(moved, links)
                .forEach(k -> byKey.computeIfPresent(k, (same, at) -> at == smaller ? larger : at));
          }
          smaller.clear();
          group = larger;
        }
        byKey.put(key, group);
      }
    }
    groups.removeIf(List::isEmpty);
    return groups;
  }

  /** The same where no cases are linked. */
  public static List<List<ReportedAct>> group(Collection<ReportedAct> reports) {
    return group(reports, Together.NONE);
  }

  private static Set<Object> keys(ReportedAct report, Together links) {
    Set<Object> keys = new HashSet<>(report.keys());
    links
        .group(report.caseId())
        .flatMap(linked -> report.linkKey().map(key -> linked + "|" + key))
        .ifPresent(keys::add);
    return keys;
  }

  /** Whether at least two independent sources tell of it (DOMAIN.md, section 6, rule 5). */
  public static boolean isCorroborated(Collection<ReportedAct> act) {
    return act.stream().map(ReportedAct::source).distinct().count() >= 2;
  }
}
