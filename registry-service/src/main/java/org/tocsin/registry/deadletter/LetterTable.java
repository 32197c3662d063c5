package org.tocsin.registry.deadletter;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.registry.history.Place;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.DeadLetter;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;

/**
 * What readers of all services could not process, from {@code dead-letters}. A reader that meets a
 * record again, as in a rebuild, writes another letter: the first one stands.
 */
@ApplicationScoped
public class LetterTable implements BatchHandler<DeadLetter> {

  void start(@Observes StartupEvent start, EventLog log) {
    log.followDeadLetters("registry-dead-letters", this);
  }

  @Override
  public void handle(Connection connection, List<Logged<DeadLetter>> batch) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO dead_letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Logged<DeadLetter> logged : batch) {
        DeadLetter letter = logged.value();
        insert.setString(1, letter.topic());
        insert.setInt(2, letter.partition());
        insert.setLong(3, letter.offset());
        insert.setString(4, letter.consumer());
        insert.setString(5, letter.service());
        insert.setString(6, letter.reason());
        insert.setString(7, letter.subject());
        insert.setLong(8, Place.of(logged.partition(), logged.offset()));
        insert.setTimestamp(9, Timestamp.from(logged.recordedAt()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Some letters, newest first.
   *
   * @param before only letters from before this place
   * @param most how many at most
   */
  Letters.Page page(Connection connection, long before, int most) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM dead_letter WHERE place < ? ORDER BY place DESC LIMIT ?")) {
      query.setLong(1, before);
      query.setInt(2, most + 1);
      var letters = new ArrayList<Letters.Letter>();
      String last = null;
      try (var row = query.executeQuery()) {
        while (row.next()) {
          if (letters.size() == most) {
            return new Letters.Page(letters, last);
          }
          letters.add(letter(row));
          last = Long.toString(row.getLong("place"));
        }
      }
      return new Letters.Page(letters, null);
    }
  }

  private static Letters.Letter letter(ResultSet row) throws SQLException {
    String topic = row.getString("topic");
    int partition = row.getInt("partition");
    long offset = row.getLong("offset");
    return new Letters.Letter(
        topic + "/" + partition + "/" + offset,
        topic,
        partition,
        offset,
        row.getString("reason"),
        row.getString("service"),
        row.getString("consumer"),
        row.getString("subject"),
        row.getTimestamp("recorded_at").toInstant());
  }
}
