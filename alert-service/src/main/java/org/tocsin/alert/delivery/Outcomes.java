package org.tocsin.alert.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.rows.Columns;

/** Stores what came of messages; whoever was not reached is made known in the same transaction. */
@ApplicationScoped
class Outcomes {

  /** A receipt may have come before. Unknown stays unknown although it was taken back. */
  private static final String SETTLE =
      """
      UPDATE notification n SET
        state = CASE WHEN r.state = 'queued' AND n.withdrawn THEN 'withdrawn' ELSE coalesce(c.state, r.state) END,
        due_at = coalesce(r.due, n.due_at), possible_repeat = n.possible_repeat OR r.repeat, lease_until = NULL,
        provider = coalesce(r.provider, n.provider), provider_message_id = coalesce(r.message_id, n.provider_message_id), bundle_id = r.bundle,
        handed_at = CASE WHEN r.provider IS NULL THEN n.handed_at ELSE coalesce(n.handed_at, ?) END,
        receipt_until = CASE WHEN r.state = 'accepted' AND c.state IS NULL THEN ?::timestamptz END
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS r(id, attempt, state, due, repeat, provider, message_id, bundle)
        LEFT JOIN receipt c ON c.provider_message_id = r.message_id
      WHERE n.id = r.id AND n.attempts = r.attempt AND n.state IN ('sending', 'unknown')
      RETURNING n.alert_id, n.contact, n.channel, n.state
      """;

  /**
   * What was being sent when somebody died, or was halted for too long. An SMS waits for its
   * receipt; a receipt that names it by our reference may have come already.
   */
  private static final String EXPIRE =
      """
      UPDATE notification n SET state = coalesce(c.state, 'unknown'), provider_message_id = c.provider_message_id,
        handed_at = CASE WHEN c.state IS NULL THEN n.handed_at ELSE coalesce(n.handed_at, c.received_at) END, lease_until = NULL,
        due_at = CASE n.channel WHEN 'SMS' THEN ?::timestamptz ELSE ?::timestamptz END
      FROM (SELECT id FROM notification WHERE state = 'sending' AND lease_until < ? ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED) e
        LEFT JOIN LATERAL (SELECT * FROM receipt WHERE notification_id = e.id LIMIT 1) c ON true
      WHERE n.id = e.id
      RETURNING n.alert_id, n.contact, n.channel, n.state
      """;

  /** A receipt that came in the very moment in which its message became known. */
  private static final String BELATED =
      """
      UPDATE notification n SET state = c.state, receipt_until = NULL FROM receipt c
      WHERE c.provider_message_id = n.provider_message_id AND c.received_at > ?::timestamptz - interval '1 minute' AND n.state = 'accepted'
      RETURNING n.alert_id, n.contact, n.channel, n.state
      """;

  private static final String WITHOUT_RECEIPT =
      """
      UPDATE notification n SET receipt_until = NULL
      FROM (SELECT id FROM notification WHERE receipt_until < ? ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED) l WHERE n.id = l.id
      RETURNING n.alert_id, n.contact, n.channel, 'failed' AS state
      """;

  private final DataSource dataSource;
  private final DeliverySettings settings;
  private final Undelivered undelivered;
  private final Counter withoutReceipt;

  Outcomes(
      DataSource dataSource,
      DeliverySettings settings,
      Undelivered undelivered,
      MeterRegistry meters) {
    this.withoutReceipt =
        Counter.builder("tocsin.alert.without.receipt")
            .description("Messages whose receipt did not come in time")
            .register(meters);
    this.dataSource = dataSource;
    this.settings = settings;
    this.undelivered = undelivered;
  }

  /** Stores what came of attempts, all or nothing. */
  void settle(List<Result> results, Instant now) throws SQLException {
    List<Result> sorted = results.stream().sorted(Comparator.comparing(Result::id)).toList();
    change(
        SETTLE,
        now,
        update -> {
          update.setTimestamp(1, Timestamp.from(now));
          update.setTimestamp(2, Timestamp.from(now.plus(settings.receiptWithin())));
          Columns.of(update, 3, sorted)
              .add("uuid", Result::id)
              .add("int", Result::attempt)
              .add("text", Result::state)
              .add("timestamptz", Result::due)
              .add("boolean", Result::possibleRepeat)
              .add("text", Result::provider)
              .add("text", Result::messageId)
              .add("uuid", Result::bundle);
        });
  }

  /**
   * Looks after what nobody came back to tell of.
   *
   * @return whether something may have become due
   */
  boolean lookAfter(Instant now) throws SQLException {
    int changed =
        change(
            EXPIRE,
            now,
            update -> {
              update.setTimestamp(1, Timestamp.from(now.plus(settings.unknownFor())));
              update.setTimestamp(2, Timestamp.from(now));
              update.setTimestamp(3, Timestamp.from(now));
            });
    changed += change(BELATED, now, update -> update.setTimestamp(1, Timestamp.from(now)));
    int without =
        change(WITHOUT_RECEIPT, now, update -> update.setTimestamp(1, Timestamp.from(now)));
    withoutReceipt.increment(without);
    changed += without;
    return changed > 0;
  }

  /** Sets the parameters of a statement. */
  interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** Who was told of what. */
  private record Told(UUID alert, String contact, Decision.Channel channel) {}

  /**
   * Runs a statement that returns what it has changed, in a transaction in which those that failed
   * are made known.
   */
  int change(String sql, Instant now, Parameters parameters) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (var update = connection.prepareStatement(sql)) {
        parameters.set(update);
        int changed = 0;
        var failed = new ArrayList<Told>();
        try (var row = update.executeQuery()) {
          while (row.next()) {
            changed++;
            if (row.getString("state").equals(Result.FAILED)) {
              failed.add(
                  new Told(
                      row.getObject("alert_id", UUID.class),
                      row.getString("contact"),
                      Decision.Channel.valueOf(row.getString("channel"))));
            }
          }
        }
        for (Told one : failed) {
          undelivered.undelivered(connection, one.alert(), one.contact(), one.channel(), now);
        }
        connection.commit();
        return changed;
      } catch (SQLException | RuntimeException | Error thrown) {
        connection.rollback();
        throw thrown;
      }
    }
  }
}
