package org.tocsin.alert.escalation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.rows.Columns;
import org.tocsin.events.vocabulary.Severity;

/** The escalations in the database. */
@ApplicationScoped
public class EscalationRows {

  /**
   * An escalation as it is stored.
   *
   * @param ended empty while it goes on
   */
  record Stored(Escalation escalation, Optional<String> ended) {}

  /**
   * Where an escalation stands.
   *
   * @param next empty if all is done
   */
  record Standing(Escalation escalation, Optional<Advance.Next> next) {}

  /**
   * The escalations of these alerts, which nobody else changes until the end of the transaction;
   * locked in the order of their ids, so that two who lock the same wait in no circle.
   */
  List<Stored> lock(Connection connection, Collection<UUID> alerts) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM escalation WHERE alert_id = ANY (?) ORDER BY alert_id FOR UPDATE")) {
      query.setArray(1, connection.createArrayOf("uuid", alerts.toArray()));
      return read(query);
    }
  }

  /** The escalation of an alert, for reading. */
  Optional<Stored> find(Connection connection, UUID alert) throws SQLException {
    try (var query = connection.prepareStatement("SELECT * FROM escalation WHERE alert_id = ?")) {
      query.setObject(1, alert);
      return read(query).stream().findFirst();
    }
  }

  /** Those that are due and that no other instance is just taking, the oldest first. */
  List<Stored> claim(Connection connection, Instant now, int most) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT * FROM escalation WHERE ended_at IS NULL AND next_at <= ?"
                + " ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED")) {
      query.setTimestamp(1, Timestamp.from(now));
      query.setInt(2, most);
      return read(query);
    }
  }

  /**
   * Stores where escalations stand, each alert once; one has ended as done if there is no next
   * moment.
   */
  void put(Connection connection, List<Standing> standing, Instant now) throws SQLException {
    if (standing.isEmpty()) {
      return;
    }
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO escalation SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (alert_id) DO UPDATE SET
              plan_version = excluded.plan_version, policy = excluded.policy, occasion = excluded.occasion,
              severity = excluded.severity, timing = excluded.timing, began_at = excluded.began_at,
              next_moment = excluded.next_moment, next_at = excluded.next_at,
              ended_at = excluded.ended_at, ended_because = excluded.ended_because
            """)) {
      Columns.of(upsert, 1, standing)
          .add("uuid", one -> one.escalation().alert())
          .add("bigint", one -> one.escalation().planVersion())
          .add("text", one -> one.escalation().policy())
          .add("text", one -> one.escalation().occasion())
          .add("int", one -> one.escalation().severity().ordinal())
          .add("text", one -> one.escalation().timing().name())
          .add("timestamptz", one -> one.escalation().began())
          .add("int", one -> one.next().map(Advance.Next::moment).orElse(one.escalation().next()))
          .add("timestamptz", one -> one.next().map(Advance.Next::at).orElse(null))
          .add("timestamptz", one -> one.next().isPresent() ? null : now)
          .add("text", one -> one.next().isPresent() ? null : Escalation.End.DONE.code());
      upsert.executeUpdate();
    }
  }

  /** Ends it; one that has ended stays as it is. */
  boolean end(Connection connection, UUID alert, Escalation.End why, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE escalation SET next_at = NULL, ended_at = ?, ended_because = ?"
                + " WHERE alert_id = ? AND ended_at IS NULL")) {
      update.setTimestamp(1, Timestamp.from(now));
      update.setString(2, why.code());
      update.setObject(3, alert);
      return update.executeUpdate() > 0;
    }
  }

  /** By which channels each contact has been told of an alert, or will be, by id. */
  Map<String, Set<Channel>> tried(Connection connection, UUID alert) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT DISTINCT contact, channel FROM notification WHERE alert_id = ?")) {
      query.setObject(1, alert);
      var tried = new HashMap<String, Set<Channel>>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          tried
              .computeIfAbsent(row.getString("contact"), contact -> EnumSet.noneOf(Channel.class))
              .add(Channel.valueOf(row.getString("channel")));
        }
      }
      return tried;
    }
  }

  /** Stores that a contact was not reached by a channel; false if that is known. */
  boolean note(
      Connection connection, Escalation escalation, String contact, Channel channel, Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO undelivered VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      insert.setObject(1, escalation.alert());
      insert.setString(2, escalation.occasion());
      insert.setString(3, contact);
      insert.setString(4, channel.name());
      insert.setTimestamp(5, Timestamp.from(now));
      return insert.executeUpdate() > 0;
    }
  }

  /**
   * Whether a message of the alert other than this one may have arrived, or may yet. One that the
   * provider took and of which no receipt came in time counts for nothing.
   */
  boolean isReachable(Connection connection, UUID alert, String contact, Channel channel)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT 1 FROM notification WHERE alert_id = ? AND NOT (contact = ? AND channel = ?)"
                + " AND state NOT IN ('failed', 'withdrawn')"
                + " AND NOT (state = 'accepted' AND receipt_until IS NULL) LIMIT 1")) {
      query.setObject(1, alert);
      query.setString(2, contact);
      query.setString(3, channel.name());
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static List<Stored> read(PreparedStatement query) throws SQLException {
    var stored = new ArrayList<Stored>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        stored.add(
            new Stored(
                new Escalation(
                    row.getObject("alert_id", UUID.class),
                    row.getLong("plan_version"),
                    row.getString("policy"),
                    row.getString("occasion"),
                    Severity.values()[row.getInt("severity")],
                    Timing.valueOf(row.getString("timing")),
                    row.getTimestamp("began_at").toInstant(),
                    row.getInt("next_moment")),
                Optional.ofNullable(row.getString("ended_because"))));
      }
    }
    return stored;
  }
}
