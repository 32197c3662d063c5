package org.tocsin.alert.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.vocabulary.Severity;

/**
 * The steps that {@code alert-events} has, in the order in which the brokers got them, whichever
 * instance sent them.
 */
public final class KeptSteps {

  private static final String AFTER =
      """
      SELECT o.*, a.case_id, a.reference, a.severity FROM (SELECT * FROM step WHERE number > ? ORDER BY number LIMIT ?) o
      LEFT JOIN alert a ON a.id = o.alert_id ORDER BY o.number
      """;

  private KeptSteps() {}

  /**
   * A step.
   *
   * @param number its place; whoever has read up to it has missed nothing before it
   * @param reference of the alert
   * @param severity code of the alert's severity now
   */
  public record Kept(long number, AlertEvent event, String reference, String severity) {}

  /** The number of the last one; 0 if there is none. */
  public static long newest(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT coalesce(max(number), 0) FROM step");
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Those after a number, at most so many, in their order. */
  public static List<Kept> after(Connection connection, long number, int most) throws SQLException {
    try (var query = connection.prepareStatement(AFTER)) {
      query.setLong(1, number);
      query.setInt(2, most);
      var steps = new ArrayList<Kept>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          steps.add(
              new Kept(
                  row.getLong("number"),
                  OutboxRows.event(row),
                  row.getString("reference"),
                  Severity.values()[row.getInt("severity")].code()));
        }
      }
      return steps;
    }
  }
}
