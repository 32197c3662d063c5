package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.tocsin.alert.decision.Decision;

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
            SELECT gen_random_uuid(), p.alert, p.contact, p.channel, p.occasion, p.label, p.urgency, 'queued', p.due, p.due, coalesce(a.partner, '')
            FROM unnest(?, ?, ?, ?, ?, ?, ?) AS p(alert, contact, channel, occasion, label, urgency, due) LEFT JOIN alert a ON a.id = p.alert
            ON CONFLICT DO NOTHING
            """)) {
      List<Row> rows =
          planned.stream()
              .flatMap(one -> one.to().stream().map(recipient -> new Row(one, recipient)))
              .toList();
      rows.forEach(row -> planning.plans(row.planned().urgency(), row.recipient().channel()));
      array(insert, 1, "uuid", rows, row -> row.planned().alert());
      array(insert, 2, "text", rows, row -> row.recipient().contact());
      array(insert, 3, "text", rows, row -> row.recipient().channel().name());
      array(insert, 4, "text", rows, row -> row.planned().occasion().key());
      array(insert, 5, "text", rows, row -> row.planned().occasion().label());
      array(insert, 6, "int", rows, row -> row.planned().urgency().ordinal());
      array(insert, 7, "timestamptz", rows, row -> Timestamp.from(row.planned().due()));
      insert.executeUpdate();
    }
  }

  private record Row(Planned planned, Recipient recipient) {}

  private static void array(
      PreparedStatement insert, int at, String type, List<Row> rows, Function<Row, Object> column)
      throws SQLException {
    insert.setArray(
        at, insert.getConnection().createArrayOf(type, rows.stream().map(column).toArray()));
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
