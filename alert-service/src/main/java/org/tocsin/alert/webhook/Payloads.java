package org.tocsin.alert.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.delivery.Channel;
import org.tocsin.events.vocabulary.Severity;

/** What a webhook says: no more than an SMS does, and the alert's id. */
@ApplicationScoped
class Payloads {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataSource dataSource;

  Payloads(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The body, as JSON; what tells of no alert, such as a code, has its text alone. */
  byte[] of(Channel.Outgoing message, Instant now) throws SQLException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode data = JSON.createObjectNode();
    body.put("type", message.about().isEmpty() ? "tocsin.notice" : "tocsin.alert");
    body.put("timestamp", now.toString());
    if (!message.about().isEmpty()) {
      alert(message.id(), data);
    }
    data.put("text", message.text());
    body.set("data", data);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void alert(UUID notification, ObjectNode data) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT a.id, a.reference, a.severity, a.timing, a.unverified, n.label FROM notification n"
                    + " JOIN alert a ON a.id = n.alert_id WHERE n.id = ?")) {
      query.setObject(1, notification);
      try (var row = query.executeQuery()) {
        if (row.next()) {
          data.put("alert", row.getString("id"));
          data.put("reference", row.getString("reference"));
          data.put("severity", Severity.values()[row.getInt("severity")].code());
          var labels = data.putArray("labels");
          labels(row).forEach(labels::add);
        }
      }
    }
  }

  private static Stream<String> labels(ResultSet row) throws SQLException {
    return Stream.of(
            row.getString("label"),
            Timing.valueOf(row.getString("timing")).label(),
            row.getBoolean("unverified") ? "UNVERIFIED" : "")
        .filter(label -> !label.isEmpty());
  }
}
