package org.tocsin.alert.follow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.rows.ManyAlerts;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.vocabulary.ActType;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class DecisionsTest {

  @Inject DataSource dataSource;
  @Inject Decisions decisions;

  /** All killings of one day in one State: by type, State and date they could all be the same. */
  @Test
  void anActIsDecidedWithoutAllTheAlertsThatCouldBeTheSame() throws Exception {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        ManyAlerts.like(connection, decided(connection, "ngo-one"));
        long before = ManyAlerts.read(connection);
        decided(connection, "ngo-two");
        long read = ManyAlerts.read(connection) - before;
        assertTrue(read <= ManyAlerts.COUNT / 10, () -> read + " rows read for one act");
      } finally {
        connection.rollback();
      }
    }
  }

  /** The alert of a killing that was just decided. */
  private UUID decided(Connection connection, String organisation) throws SQLException {
    UUID caseId = UUID.randomUUID();
    var act = Posted.act("decided", ActType.KILLING, "LI", organisation, caseId);
    decisions.decide(connection, List.of(Posted.logged(act)));
    try (var query = connection.prepareStatement("SELECT id FROM alert WHERE case_id = ?")) {
      query.setObject(1, caseId);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getObject("id", UUID.class);
      }
    }
  }
}
