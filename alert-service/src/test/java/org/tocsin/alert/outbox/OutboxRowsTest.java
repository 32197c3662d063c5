package org.tocsin.alert.outbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.rows.ManyAlerts;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

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
}
