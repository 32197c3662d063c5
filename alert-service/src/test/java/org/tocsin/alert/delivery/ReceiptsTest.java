package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/** Receipts of messages whose sender died before it knew the provider's id. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class ReceiptsTest {

  @Inject DataSource dataSource;
  @Inject Receipts receipts;
  @Inject Contacts contacts;
  private final UUID alert = UUID.randomUUID();

  @AfterEach
  void forget() throws SQLException {
    try (var connection = dataSource.getConnection();
        var update =
            connection.prepareStatement(
                "UPDATE notification SET state = 'withdrawn', lease_until = NULL WHERE alert_id = ?")) {
      update.setObject(1, alert);
      update.executeUpdate();
    }
  }

  @Test
  void theReferenceNamesOneOfThoseThatWereWrittenTogether() throws Exception {
    List<UUID> messages = sending("uuidv7()");
    for (UUID message : messages) {
      assertEquals(message, named("test:" + message, Receipts.reference(message)));
    }
  }

  @Test
  void aReferenceOfTwoNamesNeither() throws Exception {
    List<UUID> messages = sending("overlay(uuidv7()::text placing '0001' from 33)::uuid");
    assertNull(named("test:" + messages.getFirst(), (short) 1));
  }

  /** Three messages to one contact that are just being sent. */
  private List<UUID> sending(String id) throws SQLException {
    try (var connection = dataSource.getConnection();
        var raise =
            connection.prepareStatement(
                "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at)"
                    + " VALUES (?, ?, 'act', now(), now(), 3, 'FRESH', now())");
        var send =
            connection.prepareStatement(
                """
                INSERT INTO notification (id, alert_id, contact, channel, occasion, label, urgency, state, due_at, planned_for, attempts, lease_until)
                SELECT %s, ?, 'geneva', 'SMS', 'test ' || n, '', 3, 'queued', now() + interval '1 hour', now(), 1, NULL
                FROM generate_series(1, 3) AS n RETURNING id
                """
                    .formatted(id));
        var begin =
            connection.prepareStatement(
                "UPDATE notification SET state = 'sending', lease_until = now() + interval '1 hour' WHERE alert_id = ?")) {
      raise.setObject(1, alert);
      raise.setString(2, "T-" + alert.toString().substring(0, 8));
      raise.executeUpdate();
      send.setObject(1, alert);
      var ids = new ArrayList<UUID>();
      try (var row = send.executeQuery()) {
        while (row.next()) {
          ids.add(row.getObject("id", UUID.class));
        }
      }
      begin.setObject(1, alert);
      begin.executeUpdate();
      return ids;
    }
  }

  /** Which message a receipt is kept for. */
  private UUID named(String id, short reference) throws SQLException {
    String number = contacts.address("geneva", Decision.Channel.SMS).orElseThrow();
    receipts.store(id, Receipts.Arrival.DELIVERED, number, reference);
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT notification_id FROM receipt WHERE provider_message_id = ?")) {
      query.setString(1, id);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getObject("notification_id", UUID.class);
      }
    }
  }
}
