package org.tocsin.alert.follow;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.alert.decision.Amendment;
import org.tocsin.alert.decision.Board;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.decision.Report;
import org.tocsin.alert.decision.ReportKey;

/** Reads reports and what amends them from the database. */
final class ReportRows {

  private static final String AMENDMENTS =
      "SELECT a.* FROM unnest(?, ?) AS n(origin, target) JOIN amendment a ON a.origin = n.origin AND a.target = n.target";
  private static final String KNOWN =
      "SELECT r.* FROM unnest(?, ?) AS n(origin, event_id) JOIN report r ON r.origin = n.origin AND r.event_id = n.event_id";

  /** Reports of before this service kept events cannot be corrected. */
  private static final String READABLE = " WHERE r.event IS NOT NULL";

  private final Connection connection;

  ReportRows(Connection connection) {
    this.connection = connection;
  }

  /** The targets of amendments, the other reports in their alerts, and how all were amended. */
  record Beside(List<Board.Filed> reports, List<Amendment> amendments) {

    Set<UUID> alerts() {
      return reports.stream()
          .flatMap(one -> Optional.ofNullable(one.alert()).stream())
          .collect(Collectors.toSet());
    }

    List<News> after(Collection<Amendment> more) {
      List<Amendment> all = Stream.concat(amendments.stream(), more.stream()).distinct().toList();
      return reports.stream().flatMap(one -> one.report().news(all).stream()).toList();
    }
  }

  Beside beside(List<ReportKey> targets) throws SQLException {
    List<Board.Filed> own = filed(KNOWN + READABLE, targets);
    var ids = own.stream().map(Board.Filed::alert).filter(Objects::nonNull).distinct().toArray();
    var reports = new ArrayList<>(own);
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM report r WHERE r.alert_id = ANY (?) AND r.event IS NOT NULL")) {
      query.setArray(1, connection.createArrayOf("uuid", ids));
      Set<ReportKey> known =
          own.stream().map(one -> one.report().key()).collect(Collectors.toSet());
      filed(query.executeQuery()).stream()
          .filter(one -> known.add(one.report().key()))
          .forEach(reports::add);
    }
    return new Beside(
        reports,
        amendments(
            Stream.concat(targets.stream(), reports.stream().map(one -> one.report().key()))
                .distinct()
                .toList()));
  }

  /** Those of these that are filed. */
  Set<ReportKey> known(List<ReportKey> keys) throws SQLException {
    try (var query = connection.prepareStatement(KNOWN)) {
      query.setArray(1, texts(keys.stream().map(ReportKey::origin)));
      query.setArray(2, texts(keys.stream().map(ReportKey::eventId)));
      var found = new HashSet<ReportKey>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          found.add(new ReportKey(row.getString("origin"), row.getString("event_id")));
        }
      }
      return found;
    }
  }

  /** What amends these events, as far as it has come. */
  List<Amendment> amendments(List<ReportKey> targets) throws SQLException {
    try (var query = connection.prepareStatement(AMENDMENTS)) {
      query.setArray(1, texts(targets.stream().map(ReportKey::origin)));
      query.setArray(2, texts(targets.stream().map(ReportKey::eventId)));
      var found = new ArrayList<Amendment>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          var key = new ReportKey(row.getString("origin"), row.getString("event_id"));
          UUID caseId = row.getObject("case_id", UUID.class);
          Amendment.of(
                  StoredEvent.read(key, caseId, row.getString("event")),
                  AlertRows.instant(row, "recorded_at"))
              .ifPresent(found::add);
        }
      }
      return found;
    }
  }

  private List<Board.Filed> filed(String sql, List<ReportKey> keys) throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      query.setArray(1, texts(keys.stream().map(ReportKey::origin)));
      query.setArray(2, texts(keys.stream().map(ReportKey::eventId)));
      return filed(query.executeQuery());
    }
  }

  private static List<Board.Filed> filed(ResultSet row) throws SQLException {
    var found = new ArrayList<Board.Filed>();
    while (row.next()) {
      var key = new ReportKey(row.getString("origin"), row.getString("event_id"));
      UUID caseId = row.getObject("case_id", UUID.class);
      var report =
          new Report(
              key,
              caseId,
              StoredEvent.read(key, caseId, row.getString("event")),
              AlertRows.instant(row, "recorded_at"),
              row.getBoolean("told"));
      found.add(new Board.Filed(report, row.getObject("alert_id", UUID.class)));
    }
    return found;
  }

  private Array texts(Stream<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }
}
