package org.tocsin.alert.sms;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is kept of replies. All of it in the transaction of the reply. */
@ApplicationScoped
class ReplyRows {

  /** What an answer is. */
  enum Answer {
    /** To an acknowledgement that counts. */
    TAKEN,
    /** How to acknowledge. */
    HELP
  }

  /** No provider delivers a reply again after so long. */
  private static final Duration KEPT = Duration.ofDays(7);

  /** Any number that nothing else in this database uses. */
  private static final long ANSWERS_LOCK = 0x746f6373_616e7377L;

  private static final String ALLOW =
      """
      INSERT INTO sms_answer SELECT ?, ?, ?
      WHERE (SELECT count(*) FROM sms_answer WHERE answered_at > ? AND number = ?) < ?
        AND (SELECT count(*) FROM sms_answer WHERE answered_at > ?) < ?
        AND NOT (? AND EXISTS (SELECT 1 FROM sms_answer WHERE number = ? AND kind = 'HELP' AND answered_at > ?))
      """;

  private final ReplySettings settings;

  ReplyRows(ReplySettings settings) {
    this.settings = settings;
  }

  /** Whether this reply has not been processed; it counts as processed from now on. */
  boolean isNew(Connection connection, Reply reply, Instant now) throws SQLException {
    try (var old = connection.prepareStatement("DELETE FROM sms_reply WHERE received_at < ?");
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO sms_reply VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET received_at = excluded.received_at
                WHERE sms_reply.received_at < ?
                """)) {
      old.setTimestamp(1, Timestamp.from(now.minus(KEPT)));
      old.executeUpdate();
      insert.setString(1, reply.key());
      insert.setTimestamp(2, Timestamp.from(now));
      insert.setTimestamp(3, Timestamp.from(reply.sameSince(now)));
      return insert.executeUpdate() > 0;
    }
  }

  /** The alert with this reference. */
  Optional<UUID> alert(Connection connection, String reference) throws SQLException {
    try (var query = connection.prepareStatement("SELECT id FROM alert WHERE reference = ?")) {
      query.setString(1, reference);
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getObject("id", UUID.class)) : Optional.empty();
      }
    }
  }

  /** Whether the number was not stopped before. */
  boolean stop(Connection connection, String number, Instant now) throws SQLException {
    try (var insert =
        connection.prepareStatement("INSERT INTO sms_stop VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, number);
      insert.setTimestamp(2, Timestamp.from(now));
      return insert.executeUpdate() > 0;
    }
  }

  void start(Connection connection, String number) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM sms_stop WHERE number = ?")) {
      delete.setString(1, number);
      delete.executeUpdate();
    }
  }

  /** Whether there may be one more answer; it counts as given from now on. */
  boolean mayAnswer(Connection connection, String number, Answer answer, Instant now)
      throws SQLException {
    Instant window = now.minus(settings.window());
    try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)");
        var old = connection.prepareStatement("DELETE FROM sms_answer WHERE answered_at < ?");
        PreparedStatement insert = connection.prepareStatement(ALLOW)) {
      lock.setLong(1, ANSWERS_LOCK);
      lock.execute();
      old.setTimestamp(1, Timestamp.from(earlier(window, now.minus(settings.helpAgainAfter()))));
      old.executeUpdate();
      insert.setString(1, number);
      insert.setString(2, answer.name());
      insert.setTimestamp(3, Timestamp.from(now));
      insert.setTimestamp(4, Timestamp.from(window));
      insert.setString(5, number);
      insert.setInt(6, settings.answersPerNumber());
      insert.setTimestamp(7, Timestamp.from(window));
      insert.setInt(8, settings.answersInTotal());
      insert.setBoolean(9, answer == Answer.HELP);
      insert.setString(10, number);
      insert.setTimestamp(11, Timestamp.from(now.minus(settings.helpAgainAfter())));
      return insert.executeUpdate() > 0;
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
