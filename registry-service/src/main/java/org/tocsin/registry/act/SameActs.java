package org.tocsin.registry.act;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.joining.Joined;

/** Brings reports of the same act together (DOMAIN.md, section 4). Pure. */
public final class SameActs {

  private static final Joined NONE = Joined.of(List.of());

  private SameActs() {}

  /**
   * The reports in groups of one act each. Two reports that share a key are one act, and so are two
   * that each are one with a third. Reports of different cases that are linked are one act if they
   * agree in act type, responsible State and date (DOMAIN.md, section 9, example 7); by this alone
   * no two reports of one case are one that have none in a linked case to agree with.
   */
  public static List<List<ReportedAct>> group(Collection<ReportedAct> reports, Joined links) {
    Map<ReportedAct, Set<Object>> keys = keys(reports, links);
    var groups = new ArrayList<List<ReportedAct>>();
    Map<Object, List<ReportedAct>> byKey = new HashMap<>();
    for (ReportedAct report : reports) {
      List<ReportedAct> group = new ArrayList<>(List.of(report));
      groups.add(group);
      for (Object key : keys.get(report)) {
        List<ReportedAct> other = byKey.get(key);
        if (other != null && other != group) {
          // The smaller goes into the larger, so that each report moves only a few times.
          List<ReportedAct> larger = other.size() >= group.size() ? other : group;
          List<ReportedAct> smaller = larger == other ? group : other;
          larger.addAll(smaller);
          for (ReportedAct moved : smaller) {
            keys.get(moved)
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
    return group(reports, NONE);
  }

  private static Map<ReportedAct, Set<Object>> keys(Collection<ReportedAct> reports, Joined links) {
    Map<String, Set<UUID>> cases = new HashMap<>();
    for (ReportedAct report : reports) {
      linked(report, links)
          .ifPresent(
              key -> cases.computeIfAbsent(key, none -> new HashSet<>()).add(report.caseId()));
    }
    Map<ReportedAct, Set<Object>> keys = new HashMap<>();
    for (ReportedAct report : reports) {
      Set<Object> own = new HashSet<>(report.keys());
      linked(report, links).filter(key -> cases.get(key).size() > 1).ifPresent(own::add);
      keys.put(report, own);
    }
    return keys;
  }

  private static Optional<String> linked(ReportedAct report, Joined links) {
    return links.isJoined(report.caseId())
        ? report.linkKey().map(key -> links.setOf(report.caseId()) + "|" + key)
        : Optional.empty();
  }

  /** Whether at least two independent sources tell of it (DOMAIN.md, section 6, rule 5). */
  public static boolean isCorroborated(Collection<ReportedAct> act) {
    return act.stream().map(ReportedAct::source).distinct().count() >= 2;
  }
}
