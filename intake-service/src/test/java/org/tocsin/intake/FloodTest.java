package org.tocsin.intake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;

/** One partner floods: it is slowed down, and nobody else is. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = FloodTest.SmallQuota.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class FloodTest {

  private static final int BURST = 20;

  StaffResource.Staff staff;

  /** Two events a second, twenty at once. */
  public static final class SmallQuota implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
      return Map.of(
          "tocsin.quota.events-per-second", "2",
          "tocsin.quota.burst-seconds", "" + BURST / 2,
          "tocsin.quota.extreme-reserve-per-second", "1");
    }

    @Override
    public void stop() {
      // Nothing was started.
    }
  }

  @BeforeEach
  void ready() {
    Posting.awaitReady();
  }

  @Test
  void beyondItsQuotaAPartnerWaitsButItsExtremeEventsAndOtherPartnersPass() {
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < BURST * 3; i++) {
      var answer = Posting.partner().body(Posting.act("flood-" + i)).post("/v1/events");
      if (answer.statusCode() == 202) {
        accepted++;
      } else {
        refused++;
        answer
            .then()
            .statusCode(429)
            .contentType("application/problem+json")
            .header("Retry-After", notNullValue())
            .body("type", endsWith("/problems/quota-exceeded"));
      }
    }
    assertTrue(accepted >= BURST, accepted + " accepted");
    assertTrue(refused >= BURST, refused + " refused");
    Posting.partner()
        .body(Posting.act("flood-extreme", "killing", ""))
        .post("/v1/events")
        .then()
        .statusCode(202);
    // A repeat costs nothing: whoever is not sure may always ask again.
    Posting.partner().body(Posting.act("flood-0")).post("/v1/events").then().statusCode(200);
    Posting.partner(otherPartner())
        .body(Posting.act("flood-other"))
        .post("/v1/events")
        .then()
        .statusCode(202);
  }

  @Test
  void aStreamIsSlowedDownInsteadOfRefused() {
    var lines = new StringBuilder();
    for (int i = 0; i < BURST + 4; i++) {
      lines.append(Posting.act("slow-" + i)).append('\n');
    }
    String answer =
        Posting.partner(otherPartner())
            .contentType("application/x-ndjson")
            .body(lines.toString().getBytes(StandardCharsets.UTF_8))
            .post("/v1/events")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertEquals(
        BURST + 4, answer.lines().filter(line -> line.contains("\"accepted\"")).count(), answer);
  }

  @Test
  void aHugeHeaderIsRefused() throws Exception {
    try (var socket = new Socket("localhost", RestAssured.port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nX: "
                      + "x".repeat(40_000)
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 431", answer);
    }
  }

  private String otherPartner() {
    String organisation = "other-" + System.nanoTime();
    admin("{\"organisation\": \"" + organisation + "\"}", "/v1/partners");
    return admin("", "/v1/partners/" + organisation + "/keys").jsonPath().getString("apiKey");
  }

  private Response admin(String body, String path) {
    var request = given().auth().preemptive().basic("admin", staff.password("admin"));
    if (!body.isEmpty()) {
      request.contentType("application/json").body(body);
    }
    return request.post(path).then().statusCode(201).extract().response();
  }
}
