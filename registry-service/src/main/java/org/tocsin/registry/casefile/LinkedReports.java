package org.tocsin.registry.casefile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.ActReported;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.LinkedAct;
import org.tocsin.registry.joining.Links;

/** Reports of acts in cases that the desk may have linked. Pure. */
public final class LinkedReports {

  private LinkedReports() {}

  /**
   * The reports that stand in these cases; those that are one act since their cases are linked
   * share a key.
   */
  public static List<ReportedAct> of(Map<UUID, History> cases, Joined links) {
    Map<LinkedAct, ReportedAct> reports = new LinkedHashMap<>();
    cases.forEach(
        (caseId, history) ->
            history
                .standing()
                .filter(entry -> entry.now().body() instanceof ActReported)
                .forEach(entry -> reports.put(linked(caseId, entry), report(entry))));
    Map<LinkedAct, String> keys = Links.keys(links, reports.keySet());
    var all = new ArrayList<ReportedAct>();
    reports.forEach((act, report) -> all.add(with(report, keys.get(act))));
    return all;
  }

  private static ReportedAct report(Entry entry) {
    return ReportedAct.of(entry.now(), (ActReported) entry.now().body());
  }

  private static LinkedAct linked(UUID caseId, Entry entry) {
    ReportedAct report = report(entry);
    return new LinkedAct(
        caseId,
        report.origin(),
        report.eventId(),
        report.actType(),
        report.responsibleState(),
        entry.current().occurredAt().value());
  }

  private static ReportedAct with(ReportedAct report, String key) {
    if (key == null) {
      return report;
    }
    Set<String> keys = new HashSet<>(report.keys());
    keys.add(key);
    return new ReportedAct(
        report.origin(),
        report.eventId(),
        report.actType(),
        report.severity(),
        report.responsibleState(),
        report.incidentState(),
        report.source(),
        keys);
  }
}
