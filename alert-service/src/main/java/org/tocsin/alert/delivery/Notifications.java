package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.rows.Columns;

/** Plans who is to be told, and knows who was. All of it in the transactions of others. */
@ApplicationScoped
public class Notifications {

  private static final String WITHDRAW =
      """
      UPDATE notification
      SET withdrawn = true, state = CASE state WHEN 'queued' THEN 'withdrawn' ELSE state END
      WHERE alert_id = ? AND state IN ('queued', 'sending', 'unknown')
      """;

  private final Planning planning;

  Notifications(Planning planning) {
    this.planning = planning;
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
    if (planned.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO notification (id, alert_id, contact, channel, occasion, label, urgency, state, due_at, planned_for, partner)
            SELECT uuidv7(), p.alert, p.contact, p.channel, p.occasion, p.label, p.urgency, 'queued', p.due, p.due, coalesce(a.partner, '')
            FROM unnest(?, ?, ?, ?, ?, ?, ?) AS p(alert, contact, channel, occasion, label, urgency, due) LEFT JOIN alert a ON a.id = p.alert
            ON CONFLICT DO NOTHING
            """)) {
      List<Row> rows =
          planned.stream()
              .flatMap(one -> one.to().stream().map(recipient -> new Row(one, recipient)))
              .toList();
      rows.forEach(row -> planning.plans(row.planned().urgency(), row.recipient().channel()));
      Columns.of(insert, 1, rows)
          .add("uuid", row -> row.planned().alert())
          .add("text", row -> row.recipient().contact())
          .add("text", row -> row.recipient().channel().name())
          .add("text", row -> row.planned().occasion().key())
          .add("text", row -> row.planned().occasion().label())
          .add("int", row -> row.planned().urgency().ordinal())
          .add("timestamptz", row -> row.planned().due());
      insert.executeUpdate();
    }
  }

  private record Row(Planned planned, Recipient recipient) {}

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
    try (var update = connection.prepareStatement(WITHDRAW)) {
      update.setObject(1, alert);
      update.executeUpdate();
    }
  }

  /**
   * The same for what was planned with one of these occasions or its later moments only; what
   * corrects the alert still goes out.
   *
   * @param occasions keys
   */
  public void withdraw(Connection connection, UUID alert, Set<String> occasions)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            WITHDRAW
                + " AND EXISTS (SELECT 1 FROM unnest(?) AS o(key) WHERE occasion = o.key OR starts_with(occasion, o.key || ' '))")) {
      update.setObject(1, alert);
      update.setArray(2, connection.createArrayOf("text", occasions.toArray()));
      update.executeUpdate();
    }
  }
}
