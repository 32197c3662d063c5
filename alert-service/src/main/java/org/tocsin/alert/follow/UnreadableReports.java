package org.tocsin.alert.follow;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.tocsin.alert.decision.Label;
import org.tocsin.alert.decision.News;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.service.log.BatchHandler;
import org.tocsin.service.log.DeadLetter;
import org.tocsin.service.log.EventLog;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.Topics;

/**
 * Follows {@code dead-letters}: a report that cannot be read is an alarm too (DOMAIN.md, section 7,
 * rule 8), by a bare notice, since nobody knows what it tells. Told once for each record, however
 * many readers failed at it; many of them are a storm like any other.
 */
@ApplicationScoped
public class UnreadableReports implements BatchHandler<DeadLetter> {

  private final Decisions decisions;
  private final Dispatcher dispatcher;
  private final Clock clock = Clock.systemUTC();

  UnreadableReports(Decisions decisions, Dispatcher dispatcher) {
    this.decisions = decisions;
    this.dispatcher = dispatcher;
  }

  void start(@Observes StartupEvent start, EventLog log) {
    log.followDeadLetters("alert-unreadable", this);
  }

  @Override
  public void handle(Connection connection, List<Logged<DeadLetter>> batch) throws SQLException {
    Instant now = clock.instant();
    for (Logged<DeadLetter> logged : batch) {
      DeadLetter letter = logged.value();
      if (letter.topic().equals(Topics.REPRISAL_EVENTS.name()) && isNew(connection, letter, now)) {
        decisions.tell(
            connection,
            News.unreadable(logged.recordedAt()),
            Label.UNREADABLE,
            logged.recordedAt(),
            now);
      }
    }
  }

  @Override
  public void committed(List<Logged<DeadLetter>> batch) {
    dispatcher.wake();
  }

  private static boolean isNew(Connection connection, DeadLetter letter, Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO unreadable VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, letter.topic());
      insert.setInt(2, letter.partition());
      insert.setLong(3, letter.offset());
      insert.setTimestamp(4, Timestamp.from(now));
      return insert.executeUpdate() == 1;
    }
  }
}
