package org.tocsin.alert.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.StateReplied;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.service.deadline.Deadlines;

/** Letters to States and what came back, in whatever order both are reported. */
@ApplicationScoped
public class Communications {

  /**
   * A letter reported after its deadline waits so long for its reply, which may come right after.
   */
  private static final Duration FOR_ITS_REPLY = Duration.ofMinutes(10);

  private final Deadlines deadlines;

  Communications(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /** A letter whose time is over without a reply of substance. */
  public record Overdue(UUID caseId, String reference, Instant overdueAt, Instant recordedAt) {}

  void sent(Connection connection, UUID caseId, CommunicationSent letter, Instant recordedAt)
      throws SQLException {
    var overdueAt = deadlines.overdueAt(letter.mechanism().code(), letter.sentAt());
    if (overdueAt.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO communication VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      insert.setObject(1, caseId);
      insert.setString(2, letter.reference());
      insert.setTimestamp(3, Timestamp.from(overdueAt.get()));
      insert.setTimestamp(4, Timestamp.from(recordedAt));
      insert.executeUpdate();
    }
  }

  /** An acknowledgement or a partial reply does not stop the clock. */
  void replied(Connection connection, UUID caseId, StateReplied reply) throws SQLException {
    if (!reply.kind().is(ReplyKind.SUBSTANTIVE) && !reply.kind().is(ReplyKind.REJECTS_ALLEGATION)) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO reply_of_substance VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      insert.setObject(1, caseId);
      insert.setString(2, reply.reference());
      insert.executeUpdate();
    }
  }

  /** Those that have become overdue, each given once: settled in this transaction. */
  public List<Overdue> settleOverdue(Connection connection, Instant now) throws SQLException {
    try (var settle =
        connection.prepareStatement(
            """
            UPDATE communication c SET settled = true
            WHERE NOT settled AND overdue_at <= ? AND recorded_at <= ?
            RETURNING c.*, EXISTS (
              SELECT 1 FROM reply_of_substance r WHERE r.case_id = c.case_id AND r.reference = c.reference) AS answered
            """)) {
      settle.setTimestamp(1, Timestamp.from(now));
      settle.setTimestamp(2, Timestamp.from(now.minus(FOR_ITS_REPLY)));
      var overdue = new ArrayList<Overdue>();
      try (var row = settle.executeQuery()) {
        while (row.next()) {
          if (!row.getBoolean("answered")) {
            overdue.add(
                new Overdue(
                    row.getObject("case_id", UUID.class),
                    row.getString("reference"),
                    row.getTimestamp("overdue_at").toInstant(),
                    row.getTimestamp("recorded_at").toInstant()));
          }
        }
      }
      return overdue;
    }
  }
}
