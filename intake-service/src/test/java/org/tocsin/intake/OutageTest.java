package org.tocsin.intake;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.StaffResource;

/** What a partner hears while the broker is away. */
@QuarkusTest
@QuarkusTestResource(value = OwnBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class OutageTest {

  OwnBroker.Switch broker;

  @Test
  void withoutTheBrokersNothingIsAcceptedAndAfterwardsTheSameRequestIs() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> post("before").then().statusCode(202));
    broker.kill();
    post("during")
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .contentType("application/problem+json")
        .body("detail", containsString("same id"));
    broker.startAgain();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> post("during").then().statusCode(202));
  }

  private static Response post(String id) {
    return given()
        .contentType("application/cloudevents+json")
        .header("Authorization", "Bearer " + IntakeResource.API_KEY)
        .body(
            """
            {"specversion": "1.0", "id": "outage-%s", "source": "/partners/example-ngo", "type": "org.tocsin.act-reported.v1",
             "data": {"occurredAt": {"value": "2026-11-20", "precision": "day"}, "caseRef": "outage", "defenderRef": "outage",
                      "source": {"kind": "lawyer"}, "actType": "raid", "incidentState": "CH"}}
            """
                .formatted(id))
        .post("/v1/events");
  }
}
