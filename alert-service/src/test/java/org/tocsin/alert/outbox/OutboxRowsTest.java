package org.tocsin.alert.outbox;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.rows.ManyAlerts;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.alerting.AlertStep;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class OutboxRowsTest {

  @Inject DataSource dataSource;

  @Test
  void stepsAreReadWithoutAllTheAlertsThereEverWere() throws Exception {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (var insert =
          connection.prepareStatement(
              "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at)"
                  + " VALUES (?, 'T-ONE', 'act', now(), now(), 3, 'FRESH', now())")) {
        UUID alert = UUID.randomUUID();
        insert.setObject(1, alert);
        insert.executeUpdate();
        ManyAlerts.like(connection, alert);
        long before = ManyAlerts.read(connection);
        int steps = OutboxRows.first(connection, 1_000).size();
        long read = ManyAlerts.read(connection) - before;
        // The relay may have sent those of other tests meanwhile.
        assertTrue(steps > 100, () -> "only " + steps + " steps");
        assertTrue(read <= 2L * steps, () -> read + " rows read for " + steps + " steps");
      } finally {
        connection.rollback();
      }
    }
  }

  /** One that the relay cannot read would hold up all that come after it. */
  @Test
  void aStepThatThereIsNotIsRefusedAsItIsWritten() throws Exception {
    for (AlertStep step : AlertStep.values()) {
      write(step.code(), null, null);
    }
    write("queued", "geneva", "SMS");
    assertTrue(refused("sending", null, null).contains("outbox_known_step"));
    assertTrue(refused("queued", "geneva", null).contains("outbox_whole_message"));
  }

  private String refused(String step, String contact, String channel) {
    return assertThrows(SQLException.class, () -> write(step, contact, channel)).getMessage();
  }

  /** Takes it back again. */
  private void write(String step, String contact, String channel) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (var insert =
          connection.prepareStatement(
              "INSERT INTO outbox (alert_id, contact, channel, occasion, step, at)"
                  + " VALUES (gen_random_uuid(), ?, ?, CASE WHEN ? IS NOT NULL THEN 'step-0' END, ?, now())")) {
        insert.setString(1, contact);
        insert.setString(2, channel);
        insert.setString(3, contact);
        insert.setString(4, step);
        insert.executeUpdate();
      } finally {
        connection.rollback();
      }
    }
  }
}
