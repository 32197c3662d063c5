package org.tocsin.alert.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertStep;

/** The table of steps that wait for the brokers. */
final class OutboxRows {

  private static final Map<String, AlertStep> STEPS =
      Stream.of(AlertStep.values()).collect(Collectors.toMap(AlertStep::code, Function.identity()));

  private OutboxRows() {}

  /** The eldest, in their order. */
  static List<AlertEvent> first(Connection connection, int most) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT o.*, a.case_id FROM (SELECT * FROM outbox ORDER BY seq LIMIT ?) o"
                + " LEFT JOIN alert a ON a.id = o.alert_id ORDER BY o.seq")) {
      query.setInt(1, most);
      var events = new ArrayList<AlertEvent>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          events.add(event(row));
        }
      }
      return events;
    }
  }

  static void delete(Connection connection, List<AlertEvent> events) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM outbox WHERE seq = ANY (?)")) {
      delete.setArray(
          1,
          connection.createArrayOf("bigint", events.stream().map(AlertEvent::sequence).toArray()));
      delete.executeUpdate();
    }
  }

  private static AlertEvent event(ResultSet row) throws SQLException {
    String contact = row.getString("contact");
    return new AlertEvent(
        row.getObject("event_id", UUID.class),
        row.getLong("seq"),
        row.getObject("alert_id", UUID.class),
        Optional.ofNullable(row.getObject("case_id", UUID.class)),
        contact == null
            ? Optional.empty()
            : Optional.of(
                new AlertEvent.Message(
                    contact,
                    row.getString("channel").toLowerCase(Locale.ROOT),
                    row.getString("occasion"))),
        STEPS.get(row.getString("step")),
        row.getTimestamp("at").toInstant());
  }
}
