package org.tocsin.registry.caselist;

import static java.util.stream.Collectors.groupingBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.act.SameActs;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Position;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joinings;
import org.tocsin.service.deadline.Deadlines;

/** Finds the cases that a filter lets through, the newest first, a page at a time. */
@ApplicationScoped
class CaseList {

  private static final int AT_A_TIME = 200;

  /** So many cases are looked at for one page; what is beyond comes with the next. */
  private static final int MOST_LOOKED_AT = 1_000;

  /**
   * Some cases.
   *
   * @param next where the next page begins; empty on the last
   */
  record Page(List<CaseLine> cases, Optional<Position> next) {}

  private final EventStore events;
  private final Reports reports;
  private final Joinings joinings;
  private final Deadlines deadlines;

  CaseList(EventStore events, Reports reports, Joinings joinings, Deadlines deadlines) {
    this.events = events;
    this.reports = reports;
    this.joinings = joinings;
    this.deadlines = deadlines;
  }

  /** A page: with fewer cases than asked for, or none, where few of many are let through. */
  Page page(Connection connection, CaseFilter filter, Horizon horizon, Position from, int most)
      throws SQLException {
    var found = new ArrayList<CaseLine>();
    Position before = from;
    int looked = 0;
    while (looked < MOST_LOOKED_AT) {
      // Without a filter the first look is enough.
      Newest.Some some =
          Newest.before(connection, before, horizon.knownAt(), looked == 0 ? most : AT_A_TIME);
      looked += some.rows().size();
      Map<UUID, CaseLine> lines = lines(connection, some.rows(), filter, horizon);
      for (Newest.Row row : some.rows()) {
        if (filter.isTooOld(row.recordedAt())) {
          return new Page(found, Optional.empty());
        }
        before = Newest.after(row, before);
        CaseLine line = lines.get(row.caseId());
        if (line != null && filter.includes(line)) {
          found.add(line);
        }
        if (found.size() == most) {
          return new Page(found, Optional.of(before));
        }
      }
      if (some.last()) {
        return new Page(found, Optional.empty());
      }
    }
    return new Page(found, Optional.of(before));
  }

  private Map<UUID, CaseLine> lines(
      Connection connection, List<Newest.Row> rows, CaseFilter filter, Horizon horizon)
      throws SQLException {
    Map<String, List<Recorded>> bySubject =
        events
            .standing(
                connection,
                rows.stream().map(row -> row.caseId().toString()).toList(),
                horizon.knownAt())
            .stream()
            .collect(groupingBy(one -> one.event().header().subject().toString()));
    var lines = new HashMap<UUID, CaseLine>();
    for (Newest.Row row : rows) {
      History history =
          horizon.of(History.of(bySubject.getOrDefault(row.caseId().toString(), List.of())));
      if (!history.entries().isEmpty()) {
        CaseLine line = CaseLine.of(row, history, deadlines, horizon);
        if (filter.mayInclude(line)) {
          lines.put(row.caseId(), line);
        }
      }
    }
    Set<UUID> corroborated = corroborated(connection, List.copyOf(lines.values()), horizon);
    lines.replaceAll((id, line) -> line.corroborated(corroborated.contains(id)));
    return lines;
  }

  /** The cases of whose acts independent sources tell, in them or in others. */
  private Set<UUID> corroborated(Connection connection, List<CaseLine> lines, Horizon horizon)
      throws SQLException {
    List<ReportedAct> acts = lines.stream().flatMap(line -> line.acts().stream()).toList();
    var corroborated = new HashSet<UUID>();
    if (acts.isEmpty()) {
      return corroborated;
    }
    Joined linked =
        Joined.knownAt(
            joinings.links(connection, lines.stream().map(CaseLine::id).toList()),
            horizon.knownAt());
    for (List<ReportedAct> act :
        SameActs.group(reports.relatedTo(connection, acts, horizon, linked), linked)) {
      if (SameActs.isCorroborated(act)) {
        act.forEach(report -> corroborated.add(report.caseId()));
      }
    }
    return corroborated;
  }
}
