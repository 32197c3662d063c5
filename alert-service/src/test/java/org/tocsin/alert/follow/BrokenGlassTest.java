package org.tocsin.alert.follow;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.sealing.SealedText;
import org.tocsin.service.log.AuditEntry;
import org.tocsin.service.log.AuditLog;

/** From the audit log to the mail: real broker, database and mail server. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class BrokenGlassTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  SinksResource.Received received;
  @Inject AuditLog audit;
  @Inject BrokenGlass brokenGlass;
  @Inject DataSource dataSource;

  private final UUID caseId = UUID.randomUUID();

  @BeforeEach
  void ready() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    received.mails().clear();
    received.sms().clear();
  }

  @Test
  void brokenGlassIsToldOnceByABareMailHoweverOftenTheEntryIsRead() throws Exception {
    audit.append("desk", "sealed-parts-read", "case/" + UUID.randomUUID());
    var logged =
        audit.append(
            AuditEntry.of("cleo", AuditEntry.BREAK_GLASS, "case/" + caseId)
                .giving(
                    Instant.now().plusSeconds(3_600),
                    List.of("ana"),
                    Optional.of(new SealedText("o", "k", "bm9uY2U=", "Y2lwaGVy"))));
    await().atMost(SOON).until(() -> !received.mails().isEmpty());
    try (var connection = dataSource.getConnection()) {
      brokenGlass.handle(connection, List.of(logged, logged));
    }
    assertEquals(1, notifications());
    assertEquals(1, received.mails().size());
    var mail = received.mails().getFirst();
    assertEquals("Tocsin notice", mail.subject());
    assertTrue(mail.text().startsWith("TOCSIN MODERATE BREAK GLASS T-"), mail.text());
    for (String secret : List.of("cleo", "ana", caseId.toString(), "Y2lwaGVy")) {
      assertTrue(!mail.text().contains(secret), secret);
    }
    assertTrue(received.sms().isEmpty());
  }

  private int notifications() throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT count(*) FROM notification n JOIN alert a ON a.id = n.alert_id"
                    + " WHERE a.case_id = ?")) {
      query.setObject(1, caseId);
      try (var row = query.executeQuery()) {
        assertTrue(row.next());
        return row.getInt(1);
      }
    }
  }
}
