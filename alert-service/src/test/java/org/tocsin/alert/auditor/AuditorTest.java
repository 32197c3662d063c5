package org.tocsin.alert.auditor;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/** An alert that stands still alarms ops, once. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class AuditorTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

  SinksResource.Received received;
  @Inject Auditor auditor;
  @Inject DataSource dataSource;

  @Test
  void anAlertThatHasToldNobodyAlarmsOpsOnce() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
    UUID alert = UUID.randomUUID();
    change(
        "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at)"
            + " VALUES ('%s', 'T-%s', 'test', now(), now(), 3, 'FRESH', now() - interval '5 minutes')"
                .formatted(alert, alert.toString().substring(0, 8)));
    try {
      auditor.look(Instant.now());
      auditor.look(Instant.now());
      assertEquals(
          1,
          received.mails().stream()
              .filter(mail -> mail.subject().equals("Tocsin stands still"))
              .filter(mail -> mail.text().contains("ALERTS HAVE TOLD NOBODY"))
              .count());
    } finally {
      change("DELETE FROM alert WHERE id = '" + alert + "'");
    }
  }

  @Test
  void opsIsToldAgainEachHourAndAtOnceWhenItComesBack() {
    var told = new Told();
    Set<Finding> found = Set.of(Finding.OUTBOX);
    assertEquals(found, told.news(found, NOW));
    told.told(found, NOW);
    assertTrue(told.news(found, NOW.plusSeconds(3_599)).isEmpty());
    assertEquals(found, told.news(found, NOW.plusSeconds(3_600)));
    told.told(found, NOW.plusSeconds(3_600));
    assertTrue(told.news(Set.of(), NOW.plusSeconds(3_630)).isEmpty());
    assertEquals(found, told.news(found, NOW.plusSeconds(3_660)));
  }

  private void change(String sql) throws Exception {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
