package org.tocsin.alert.readiness;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/** The mails by which ops hears before the emergency: a real mail server takes them. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class ReadinessMailTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  /** Nobody is on call but for one hour a day, and one contact has never been tried. */
  private static final String NOT_READY =
      """
      contacts:
        desk:
          channels: {kind: email, address: desk@example.org, verified: true}
          language: en
          ops: true
        newcomer:
          channels: {kind: sms, address: "+12125550109"}
      schedules:
        short:
          time-zone: UTC
          rotations:
            - {contacts: desk, start: 2026-01-05, hours: {from: "08:00", to: "09:00"}}
      policies:
        - id: all
          steps:
            - tell: {schedules: short, contacts: desk}
      """;

  SinksResource.Received received;
  StaffResource.Staff staff;
  @Inject ReadinessCheck check;

  @BeforeEach
  void ready() throws IOException {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    put(NOT_READY);
  }

  @AfterEach
  void asItWas() throws IOException {
    put(Files.readString(Path.of("src/test/resources/alerting.yaml")));
  }

  @Test
  void opsGetsAMailWhenAContactHasNoChannelThatWorksAndOneBeforeEachGapEachOnce() throws Exception {
    Instant now = Instant.now();
    check.tellWeekly(now);
    check.tellWeekly(now);
    check.warnOfGaps(now);
    await()
        .atMost(SOON)
        .until(
            () -> mails(ReadinessCheck.NOT_READY) > 0 && mails(ReadinessCheck.NOBODY_ON_CALL) > 0);
    assertEquals(1, mails(ReadinessCheck.NOT_READY));
  }

  private long mails(String label) {
    return received.mails().stream()
        .filter(mail -> mail.to().equals("desk@example.org") && mail.text().contains(label))
        .count();
  }

  private void put(String plan) {
    String tag = ops().get("/v1/alerting-plan").header("ETag");
    ops()
        .contentType("application/yaml")
        .header("If-Match", tag)
        .body(plan.getBytes(StandardCharsets.UTF_8))
        .put("/v1/alerting-plan")
        .then()
        .statusCode(200);
  }

  private RequestSpecification ops() {
    return given().auth().preemptive().basic("ops", staff.password("ops"));
  }
}
