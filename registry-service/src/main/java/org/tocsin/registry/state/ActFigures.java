package org.tocsin.registry.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.act.SameActs;
import org.tocsin.registry.joining.Joined;

/**
 * How many acts are reported; reports of the same act count once. Counts say reported, not
 * happened. Pure.
 *
 * @param total acts
 * @param corroborated those that at least two independent sources tell of
 * @param byType by act type, recognised or not
 * @param bySeverity by severity
 */
public record ActFigures(
    int total, int corroborated, Map<String, Integer> byType, Map<String, Integer> bySeverity) {

  static final ActFigures NONE = new ActFigures(0, 0, Map.of(), Map.of());

  /** Adds reports up. */
  static final class Counting {

    private final Map<String, Integer> byType = new TreeMap<>();
    private final List<ReportedAct> shared = new ArrayList<>();

    /** Reports of one type, each of which is an act of its own unless it is told otherwise. */
    void add(String type, int reports) {
      byType.merge(type, reports, Integer::sum);
    }

    /** Reports that agree, were added by their type, and may be the same act as another. */
    void add(ReportedAct report, int reports) {
      add(report.actType(), -reports);
      shared.add(report);
    }

    ActFigures figures(Joined cases) {
      int corroborated = 0;
      for (List<ReportedAct> act : SameActs.group(shared, cases)) {
        // Same acts agree in their type.
        add(act.getFirst().actType(), 1);
        corroborated += SameActs.isCorroborated(act) ? 1 : 0;
      }
      shared.clear();
      byType.values().removeIf(acts -> acts == 0);
      var bySeverity = new TreeMap<String, Integer>();
      byType.forEach(
          (type, acts) -> bySeverity.merge(ReportedAct.severity(type), acts, Integer::sum));
      return new ActFigures(
          byType.values().stream().mapToInt(Integer::intValue).sum(),
          corroborated,
          byType,
          bySeverity);
    }
  }
}
