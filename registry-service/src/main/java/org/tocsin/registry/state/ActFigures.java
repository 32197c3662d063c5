package org.tocsin.registry.state;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.tocsin.registry.casefile.ReportedAct;
import org.tocsin.registry.casefile.SameActs;

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

  static ActFigures of(Collection<ReportedAct> reports) {
    var byType = new TreeMap<String, Integer>();
    var bySeverity = new TreeMap<String, Integer>();
    int corroborated = 0;
    var acts = SameActs.group(reports);
    for (var act : acts) {
      // Same acts share their keys, and so their type.
      byType.merge(act.getFirst().actType(), 1, Integer::sum);
      bySeverity.merge(act.getFirst().severity(), 1, Integer::sum);
      corroborated += SameActs.isCorroborated(act) ? 1 : 0;
    }
    return new ActFigures(acts.size(), corroborated, byType, bySeverity);
  }
}
