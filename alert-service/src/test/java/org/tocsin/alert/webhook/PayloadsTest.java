package org.tocsin.alert.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.delivery.Channel;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class PayloadsTest {

  @Inject Payloads payloads;
  @Inject DataSource dataSource;

  @Test
  void aWebhookSaysNoMoreThanAnSmsAndTheAlertsId() throws Exception {
    UUID alert = UUID.randomUUID();
    UUID notification = UUID.randomUUID();
    try (var connection = dataSource.getConnection();
        var insert = connection.createStatement()) {
      insert.execute(
          "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at, partner, state, act_type, unverified)"
              + " VALUES ('"
              + alert
              + "', 'T-"
              + alert.toString().substring(0, 8)
              + "', 'test', now(), now(), 3, 'BACKDATED', now(), 'ngo', 'CH', 'killing', true)");
      insert.execute(
          "INSERT INTO notification (id, alert_id, contact, channel, occasion, label, urgency, state, due_at, planned_for)"
              + " VALUES ('"
              + notification
              + "', '"
              + alert
              + "', 'machine', 'WEBHOOK', 'news', 'REMINDER', 3, 'handed-over', now(), now())");
    }
    var json =
        new ObjectMapper()
            .readTree(
                payloads.of(
                    new Channel.Outgoing(
                        notification,
                        "machine",
                        List.of(
                            new Channel.About(alert, "T-1", Optional.empty(), Optional.empty())),
                        "TOCSIN",
                        ""),
                    Instant.parse("2026-11-26T23:00:00Z")));
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"type": "tocsin.alert", "timestamp": "2026-11-26T23:00:00Z", "data": {"alert": "%s", "reference": "T-%s",
                 "severity": "extreme", "labels": ["REMINDER", "BACKDATED", "UNVERIFIED"], "text": "TOCSIN"}}
                """
                    .formatted(alert, alert.toString().substring(0, 8))),
        json);
  }
}
