package org.tocsin.alert.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.alert.decision.Amendment;
import org.tocsin.alert.decision.Report;
import org.tocsin.alert.decision.ReportKey;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.StateReplied;
import org.tocsin.service.deadline.Deadlines;

/** Letters to States and what came back, in whatever order both are reported. */
@ApplicationScoped
public class Communications {

  private static final String OVERDUE =
      """
      UPDATE communication c SET settled = true
      WHERE NOT settled AND overdue_at <= ? AND recorded_at <= ?
      RETURNING c.*, EXISTS (
        SELECT 1 FROM reply_of_substance r WHERE r.case_id = c.case_id AND r.reference = c.reference) AS answered
      """;

  /** What was settled because it was answered is open again when the answer is taken back. */
  private static final String REOPEN =
      """
      UPDATE communication c SET settled = false
      WHERE case_id = ? AND settled
        AND NOT EXISTS (SELECT 1 FROM reply_of_substance r WHERE r.case_id = c.case_id AND r.reference = c.reference)
        AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.case_id = c.case_id AND a.change = 'overdue ' || c.reference
          AND a.cancelled_at IS NULL)
      """;

  private final Deadlines deadlines;
  private final Duration forItsReply;

  /**
   * @param forItsReply a letter reported after its deadline waits so long for its reply, which may
   *     come right after
   */
  Communications(
      Deadlines deadlines,
      @ConfigProperty(name = "tocsin.letters.wait-for-reply", defaultValue = "10m")
          Duration forItsReply) {
    this.deadlines = deadlines;
    this.forItsReply = forItsReply;
  }

  /** A letter whose time is over without a reply of substance. */
  public record Overdue(UUID caseId, String reference, Instant overdueAt, Instant recordedAt) {

    /** When it was both known and overdue. */
    public Instant since() {
      return overdueAt.isAfter(recordedAt) ? overdueAt : recordedAt;
    }
  }

  /** Takes a letter or a reply; false if it was corrected or taken back before it came. */
  boolean take(Connection connection, Report report) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO letter VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, report.key().origin());
      insert.setString(2, report.key().eventId());
      insert.setObject(3, report.caseId());
      insert.setTimestamp(4, Timestamp.from(report.recordedAt()));
      insert.setString(5, StoredEvent.write(report.event()));
      insert.executeUpdate();
    }
    if (exists(
        connection, "SELECT 1 FROM amendment WHERE origin = ? AND target = ?", report.key())) {
      return false;
    }
    switch (report.event().body()) {
      case CommunicationSent letter -> {
        var overdueAt = deadlines.overdueAt(letter.mechanism().code(), letter.sentAt());
        if (overdueAt.isPresent()) {
          sent(
              connection,
              report.caseId(),
              letter.reference(),
              new Letters.Letter(overdueAt.get(), report.recordedAt()),
              "NOTHING");
        }
      }
      case StateReplied reply when Letters.isOfSubstance(reply) ->
          answered(connection, report.caseId(), reply.reference());
      default -> {}
    }
    return true;
  }

  /** Whether it is a letter or a reply that this corrects or takes back. */
  boolean amends(Connection connection, Amendment amendment) throws SQLException {
    return exists(
        connection, "SELECT 1 FROM letter WHERE origin = ? AND event_id = ?", amendment.target());
  }

  /**
   * Works out the letters of a case anew, after something was corrected or taken back.
   *
   * @return references of letters that were told to be overdue and are not
   */
  List<String> workOut(
      Connection connection,
      UUID caseId,
      List<Report> reports,
      List<Amendment> amendments,
      Instant now)
      throws SQLException {
    Letters letters = Letters.of(reports, amendments, deadlines);
    try (var forget =
            connection.prepareStatement("DELETE FROM reply_of_substance WHERE case_id = ?");
        var gone =
            connection.prepareStatement(
                "DELETE FROM communication WHERE case_id = ? AND reference <> ALL (?)");
        var reopen = connection.prepareStatement(REOPEN)) {
      forget.setObject(1, caseId);
      forget.executeUpdate();
      for (String reference : letters.answered()) {
        answered(connection, caseId, reference);
      }
      gone.setObject(1, caseId);
      gone.setArray(2, connection.createArrayOf("text", letters.sent().keySet().toArray()));
      gone.executeUpdate();
      for (Map.Entry<String, Letters.Letter> letter : letters.sent().entrySet()) {
        sent(
            connection,
            caseId,
            letter.getKey(),
            letter.getValue(),
            "UPDATE SET overdue_at = EXCLUDED.overdue_at");
      }
      List<String> untrue = untrue(connection, caseId, letters, now);
      reopen.setObject(1, caseId);
      reopen.executeUpdate();
      return untrue;
    }
  }

  /** The letters and replies of a case, as they came. */
  List<Report> of(Connection connection, UUID caseId) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM letter WHERE case_id = ?")) {
      query.setObject(1, caseId);
      var reports = new ArrayList<Report>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          var key = new ReportKey(row.getString("origin"), row.getString("event_id"));
          Report.ofCase(
                  StoredEvent.read(key, caseId, row.getString("event")),
                  AlertRows.instant(row, "recorded_at"))
              .ifPresent(reports::add);
        }
      }
      return reports;
    }
  }

  /** Those that have become overdue, each given once: settled in this transaction. */
  public List<Overdue> settleOverdue(Connection connection, Instant now) throws SQLException {
    try (var settle = connection.prepareStatement(OVERDUE)) {
      settle.setTimestamp(1, Timestamp.from(now));
      settle.setTimestamp(2, Timestamp.from(now.minus(forItsReply)));
      var overdue = new ArrayList<Overdue>();
      try (var row = settle.executeQuery()) {
        while (row.next()) {
          if (!row.getBoolean("answered")) {
            overdue.add(
                new Overdue(
                    row.getObject("case_id", UUID.class),
                    row.getString("reference"),
                    AlertRows.instant(row, "overdue_at"),
                    AlertRows.instant(row, "recorded_at")));
          }
        }
      }
      return overdue;
    }
  }

  private static List<String> untrue(
      Connection connection, UUID caseId, Letters letters, Instant now) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT substr(change, 9) FROM alert WHERE case_id = ? AND change LIKE 'overdue %' AND cancelled_at IS NULL")) {
      query.setObject(1, caseId);
      var untrue = new ArrayList<String>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          Letters.Letter letter = letters.sent().get(row.getString(1));
          if (letter == null || letter.overdueAt().isAfter(now)) {
            untrue.add(row.getString(1));
          }
        }
      }
      return untrue;
    }
  }

  private static void sent(
      Connection connection, UUID caseId, String reference, Letters.Letter letter, String known)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO communication VALUES (?, ?, ?, ?) ON CONFLICT (case_id, reference) DO "
                + known)) {
      insert.setObject(1, caseId);
      insert.setString(2, reference);
      insert.setTimestamp(3, Timestamp.from(letter.overdueAt()));
      insert.setTimestamp(4, Timestamp.from(letter.recordedAt()));
      insert.executeUpdate();
    }
  }

  private static void answered(Connection connection, UUID caseId, String reference)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO reply_of_substance VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      insert.setObject(1, caseId);
      insert.setString(2, reference);
      insert.executeUpdate();
    }
  }

  private static boolean exists(Connection connection, String sql, ReportKey key)
      throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, key.origin());
      query.setString(2, key.eventId());
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }
}
