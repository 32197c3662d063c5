package org.tocsin.alert.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

/** Reads alerts for the staff, and takes their acknowledgements. */
@ApplicationScoped
public class AlertViews {

  private final DataSource dataSource;

  AlertViews(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The newest alerts, newest first. */
  List<AlertView> newest(int limit) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT * FROM alert ORDER BY raised_at DESC, id LIMIT ?")) {
      query.setInt(1, limit);
      return read(connection, query.executeQuery());
    }
  }

  /** By id or reference. */
  Optional<AlertView> find(String idOrReference) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT * FROM alert WHERE id::text = ? OR reference = ?")) {
      query.setString(1, idOrReference.toLowerCase(Locale.ROOT));
      query.setString(2, idOrReference);
      return read(connection, query.executeQuery()).stream().findFirst();
    }
  }

  /** Stores who acknowledged it first; later ones change nothing. */
  void acknowledge(UUID id, String by, Instant now) throws SQLException {
    try (var connection = dataSource.getConnection();
        var update =
            connection.prepareStatement(
                "UPDATE alert SET acknowledged_by = ?, acknowledged_at = ? WHERE id = ? AND acknowledged_at IS NULL")) {
      update.setString(1, by);
      update.setTimestamp(2, Timestamp.from(now));
      update.setObject(3, id);
      update.executeUpdate();
    }
  }

  private static List<AlertView> read(Connection connection, ResultSet row) throws SQLException {
    var views = new ArrayList<AlertView>();
    while (row.next()) {
      UUID id = row.getObject("id", UUID.class);
      Timestamp acknowledged = row.getTimestamp("acknowledged_at");
      views.add(
          new AlertView(
              id,
              row.getString("reference"),
              row.getObject("case_id", UUID.class),
              row.getObject("digest_id", UUID.class),
              Severity.values()[row.getInt("severity")].code(),
              Timing.valueOf(row.getString("timing")).label(),
              row.getTimestamp("raised_at").toInstant(),
              row.getString("acknowledged_by"),
              acknowledged == null ? null : acknowledged.toInstant(),
              notifications(connection, id)));
    }
    return views;
  }

  private static List<AlertView.NotificationView> notifications(Connection connection, UUID alert)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            SELECT contact, channel, attempts, CASE WHEN state = 'sending' AND lease_until < now() THEN 'unknown' ELSE state END AS state
            FROM notification WHERE alert_id = ? ORDER BY contact, channel
            """)) {
      query.setObject(1, alert);
      var list = new ArrayList<AlertView.NotificationView>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          list.add(
              new AlertView.NotificationView(
                  row.getString("contact"),
                  row.getString("channel").toLowerCase(Locale.ROOT),
                  row.getString("state"),
                  row.getInt("attempts")));
        }
      }
      return list;
    }
  }
}
