package org.tocsin.alert.deadletter;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.DeadLetter;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * Keeps what readers of this service could not process. A record that several readers met, or one
 * reader again, is one letter.
 */
@ApplicationScoped
public class LetterRows implements BatchHandler<DeadLetter> {

  private final String service;

  LetterRows(@ConfigProperty(name = "quarkus.application.name") String service) {
    this.service = service;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    log.followDeadLetters("alert-dead-letters", this);
  }

  @Override
  public void handle(Connection connection, List<Logged<DeadLetter>> batch) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO dead_letter (topic, partition, \"offset\", consumer, reason, subject, recorded_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Logged<DeadLetter> logged : batch) {
        DeadLetter letter = logged.value();
        if (!service.equals(letter.service())) {
          continue;
        }
        insert.setString(1, letter.topic());
        insert.setInt(2, letter.partition());
        insert.setLong(3, letter.offset());
        insert.setString(4, letter.consumer());
        insert.setString(5, letter.reason());
        insert.setString(6, letter.subject());
        insert.setTimestamp(7, Timestamp.from(logged.recordedAt()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The newest, newest first. */
  List<Letter> newest(Connection connection, int most) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM dead_letter ORDER BY recorded_at DESC, topic, partition, \"offset\" LIMIT ?")) {
      query.setInt(1, most);
      return read(query);
    }
  }

  /** Those that nobody has had processed, eldest first. */
  List<Letter> open(Connection connection, int most) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM dead_letter WHERE replayed_at IS NULL ORDER BY recorded_at, topic, partition, \"offset\" LIMIT ?")) {
      query.setInt(1, most);
      return read(query);
    }
  }

  /** The letter of a place; only one at a time can have it tried once more. */
  Optional<Letter> lock(Connection connection, String topic, int partition, long offset)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM dead_letter WHERE topic = ? AND partition = ? AND \"offset\" = ? FOR UPDATE")) {
      query.setString(1, topic);
      query.setInt(2, partition);
      query.setLong(3, offset);
      return read(query).stream().findFirst();
    }
  }

  /** Stores what came of a try. */
  void tried(Connection connection, Letter letter, Outcome outcome, String by, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE dead_letter SET outcome = ?, replayed_by = ?, replayed_at = ?, reason = coalesce(?, reason)"
                + " WHERE topic = ? AND partition = ? AND \"offset\" = ?")) {
      update.setString(1, outcome.outcome());
      update.setString(2, by);
      update.setTimestamp(3, outcome.isProcessed() ? Timestamp.from(now) : null);
      update.setString(4, outcome.reason());
      update.setString(5, letter.topic());
      update.setInt(6, letter.partition());
      update.setLong(7, letter.offset());
      update.executeUpdate();
    }
  }

  private static List<Letter> read(PreparedStatement query) throws SQLException {
    var letters = new ArrayList<Letter>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Timestamp replayed = row.getTimestamp("replayed_at");
        letters.add(
            new Letter(
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("offset"),
                row.getString("reason"),
                row.getString("consumer"),
                row.getString("subject"),
                row.getTimestamp("recorded_at").toInstant(),
                replayed == null ? null : replayed.toInstant(),
                row.getString("replayed_by"),
                row.getString("outcome")));
      }
    }
    return letters;
  }
}
