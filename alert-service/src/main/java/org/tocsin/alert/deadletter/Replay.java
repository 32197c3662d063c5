package org.tocsin.alert.deadletter;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.follow.Alarm;
import org.tocsin.events.Event;
import org.tocsin.service.log.EventDecoder;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.RecordAt;
import org.tocsin.service.log.Topics;
import org.tocsin.service.log.UndecodableException;

/**
 * Tries records once more that could not be processed, such as after an update. What was told of
 * before tells nobody again. Stale news wakes nobody: it goes by e-mail, marked, and nobody has to
 * acknowledge it, since its hour is over and people got a bare notice then.
 */
@ApplicationScoped
public class Replay {

  private static final Logger LOG = Logger.getLogger(Replay.class);

  /** The mark of stale news in a message. */
  static final String LABEL = "REPLAYED";

  /** Rows that this transaction has inserted. */
  private static final String MINE = "xmin = pg_current_xact_id()::xid";

  private final LetterRows letters;
  private final Alarm alarm;
  private final Dispatcher dispatcher;
  private final DataSource dataSource;
  private final KafkaSettings kafka;
  private final Duration staleAfter;
  private final Clock clock = Clock.systemUTC();

  Replay(
      LetterRows letters,
      Alarm alarm,
      Dispatcher dispatcher,
      DataSource dataSource,
      KafkaSettings kafka,
      @ConfigProperty(name = "tocsin.dead-letters.stale-after") Duration staleAfter) {
    this.letters = letters;
    this.alarm = alarm;
    this.dispatcher = dispatcher;
    this.dataSource = dataSource;
    this.kafka = kafka;
    this.staleAfter = staleAfter;
  }

  /**
   * Tries one record once more.
   *
   * @param dryRun whether only to tell what would come of it
   * @param by who asks for it
   * @return empty if there is no such letter
   */
  Optional<Outcome> replay(String topic, int partition, long offset, boolean dryRun, String by)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Optional<Letter> letter = letters.lock(connection, topic, partition, offset);
        if (letter.isEmpty()) {
          connection.rollback();
          return Optional.empty();
        }
        Instant now = clock.instant();
        Outcome outcome = attempt(connection, letter.get(), now);
        if (dryRun) {
          connection.rollback();
        } else {
          letters.tried(connection, letter.get(), outcome, by, now);
          connection.commit();
          dispatcher.wake();
        }
        return Optional.of(outcome);
      } catch (SQLException | RuntimeException thrown) {
        connection.rollback();
        throw thrown;
      }
    }
  }

  private Outcome attempt(Connection connection, Letter letter, Instant now) throws SQLException {
    if (!letter.topic().equals(Topics.REPRISAL_EVENTS.name())) {
      return Outcome.not(letter, Outcome.FAILED, "not-a-report");
    }
    Optional<ConsumerRecord<String, byte[]>> found =
        RecordAt.read(kafka, letter.topic(), letter.partition(), letter.offset());
    if (found.isEmpty()) {
      return Outcome.not(letter, Outcome.GONE, "not-in-the-log");
    }
    Logged<Event> logged;
    try {
      logged =
          new Logged<>(
              new EventDecoder().decode(found.get()),
              letter.topic(),
              letter.partition(),
              letter.offset(),
              Instant.ofEpochMilli(found.get().timestamp()));
    } catch (UndecodableException still) {
      return Outcome.not(letter, Outcome.UNREADABLE, still.reason());
    }
    return decide(connection, letter, logged, now);
  }

  private Outcome decide(Connection connection, Letter letter, Logged<Event> logged, Instant now)
      throws SQLException {
    try {
      alarm.handle(connection, List.of(logged));
    } catch (SQLException | RuntimeException failed) {
      LOG.warnf("%s fails again: %s", letter.getId(), failed.getClass().getName());
      // Not to a savepoint: rows after one would not be known as this transaction's.
      connection.rollback();
      return Outcome.not(letter, Outcome.FAILED, "handler-failed");
    }
    boolean stale = logged.recordedAt().plus(staleAfter).isBefore(now);
    if (stale) {
      quieten(connection, now);
    }
    return new Outcome(letter.getId(), Outcome.PROCESSED, null, stale, told(connection));
  }

  /** What this transaction planned wakes nobody. */
  private static void quieten(Connection connection, Instant now) throws SQLException {
    try (var sms =
            connection.prepareStatement(
                "UPDATE notification SET state = 'withdrawn', withdrawn = true WHERE channel <> 'EMAIL' AND "
                    + MINE);
        var mail =
            connection.prepareStatement(
                "UPDATE notification SET label = ? WHERE channel = 'EMAIL' AND label = '' AND "
                    + MINE);
        var escalation =
            connection.prepareStatement(
                "UPDATE escalation SET next_at = NULL, ended_at = ?, ended_because = 'done' WHERE ended_at IS NULL AND "
                    + MINE)) {
      sms.executeUpdate();
      mail.setString(1, LABEL);
      mail.executeUpdate();
      escalation.setTimestamp(1, Timestamp.from(now));
      escalation.executeUpdate();
    }
  }

  private static List<String> told(Connection connection) throws SQLException {
    try (var query =
            connection.prepareStatement(
                "SELECT contact, channel FROM notification WHERE state = 'queued' AND "
                    + MINE
                    + " ORDER BY contact, channel");
        var row = query.executeQuery()) {
      var told = new ArrayList<String>();
      while (row.next()) {
        told.add(
            row.getString("contact") + "/" + row.getString("channel").toLowerCase(Locale.ROOT));
      }
      return told;
    }
  }
}
