package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

/** The notifications in the database: what is to be sent, what is being sent, what came of it. */
@ApplicationScoped
public class Notifications {

  /**
   * How long a claim lasts: longer than any channel's patience. After it, nobody knows whether the
   * message was handed over.
   */
  static final Duration LEASE = Duration.ofSeconds(15);

  private static final String CLAIM =
      """
      WITH due AS (
        SELECT id FROM notification
        WHERE (state = 'queued' AND due_at <= ?) OR (state = 'sending' AND lease_until < ? AND NOT withdrawn)
        ORDER BY urgency DESC, due_at LIMIT ? FOR UPDATE SKIP LOCKED)
      UPDATE notification n
      SET possible_repeat = n.possible_repeat OR n.state = 'sending', state = 'sending', attempts = attempts + 1, lease_until = ?
      FROM due, alert a
      WHERE n.id = due.id AND a.id = n.alert_id
      RETURNING n.id, n.contact, n.channel, n.attempts, n.possible_repeat, n.label, a.reference, a.severity, a.timing,
        (SELECT count(DISTINCT source) FROM report r WHERE r.alert_id = a.id) AS sources
      """;

  private final DataSource dataSource;

  Notifications(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Plans to tell people, in the caller's transaction. Whoever is planned already for this alert,
   * channel and occasion stays as planned. Wake the {@link Dispatcher} after the commit.
   */
  public void plan(Connection connection, Planned planned) throws SQLException {
    plan(connection, List.of(planned));
  }

  /** The same for many at a time. */
  public void plan(Connection connection, Collection<Planned> planned) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO notification (id, alert_id, contact, channel, occasion, label, urgency, state, due_at)"
                + " VALUES (gen_random_uuid(), ?, ?, ?, ?, ?, ?, 'queued', ?) ON CONFLICT DO NOTHING")) {
      for (Planned one : planned) {
        for (Recipient recipient : one.to()) {
          insert.setObject(1, one.alert());
          insert.setString(2, recipient.contact());
          insert.setString(3, recipient.channel().name());
          insert.setString(4, one.occasion().key());
          insert.setString(5, one.occasion().label());
          insert.setInt(6, one.urgency().ordinal());
          insert.setTimestamp(7, Timestamp.from(one.due()));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /**
   * To whom something of this alert was handed over, by which channels, or may have been: what is
   * just being sent counts, and so does what is not known to have gone.
   */
  public Set<Recipient> reached(Connection connection, UUID alert) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT DISTINCT contact, channel FROM notification
            WHERE alert_id = ? AND (handed_at IS NOT NULL OR possible_repeat OR state IN ('sending', 'unknown'))
            """)) {
      query.setObject(1, alert);
      var reached = new HashSet<Recipient>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          reached.add(
              new Recipient(
                  row.getString("contact"), Decision.Channel.valueOf(row.getString("channel"))));
        }
      }
      return reached;
    }
  }

  /**
   * Takes back what has been planned for this alert until now: what is queued is never sent, and
   * what is being sent is not tried again if it fails.
   */
  public void withdraw(Connection connection, UUID alert) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE notification
            SET withdrawn = true, state = CASE state WHEN 'queued' THEN 'withdrawn' ELSE state END
            WHERE alert_id = ? AND state IN ('queued', 'sending', 'unknown')
            """)) {
      update.setObject(1, alert);
      update.executeUpdate();
    }
  }

  /** Claims what is due, gravest first, and commits the intent to send it. */
  List<Claimed> claim(int most, Instant now) throws SQLException {
    try (var connection = dataSource.getConnection();
        var claim = connection.prepareStatement(CLAIM)) {
      claim.setTimestamp(1, Timestamp.from(now));
      claim.setTimestamp(2, Timestamp.from(now));
      claim.setInt(3, most);
      claim.setTimestamp(4, Timestamp.from(now.plus(LEASE)));
      var claimed = new ArrayList<Claimed>();
      try (var rows = claim.executeQuery()) {
        while (rows.next()) {
          claimed.add(claimed(rows));
        }
      }
      return claimed;
    }
  }

  /** The provider has taken it; a receipt may have come before. */
  void handedOver(UUID id, Optional<String> providerMessageId) throws SQLException {
    try (var connection = dataSource.getConnection();
        var update =
            connection.prepareStatement(
                "UPDATE notification SET provider_message_id = ?, state ="
                    + " coalesce((SELECT state FROM receipt WHERE provider_message_id = ?), 'handed-over') WHERE id = ?")) {
      update.setString(1, providerMessageId.orElse(null));
      update.setString(2, providerMessageId.orElse(null));
      update.setObject(3, id);
      update.executeUpdate();
    }
  }

  /** It is to be tried again; marked if it may have arrived. */
  void again(UUID id, boolean mayHaveArrived, Instant due) throws SQLException {
    try (var connection = dataSource.getConnection();
        var update =
            connection.prepareStatement(
                "UPDATE notification SET state = CASE WHEN withdrawn THEN 'withdrawn' ELSE 'queued' END, due_at = ?,"
                    + " possible_repeat = possible_repeat OR ? WHERE id = ?")) {
      update.setTimestamp(1, Timestamp.from(due));
      update.setBoolean(2, mayHaveArrived);
      update.setObject(3, id);
      update.executeUpdate();
    }
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    // What the clock tells of, such as a digest, has no report that could be unverified.
    String text =
        Message.bare(
            Severity.values()[row.getInt("severity")],
            row.getString("label"),
            Timing.valueOf(row.getString("timing")),
            row.getInt("sources") != 1,
            row.getBoolean("possible_repeat"),
            row.getString("reference"));
    return new Claimed(
        row.getObject("id", UUID.class),
        row.getString("contact"),
        Decision.Channel.valueOf(row.getString("channel")),
        row.getInt("attempts"),
        text);
  }
}
