package org.tocsin.intake;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/** Requests as a partner or as one of the staff would send them. */
final class Posting {

  private static final Duration START = Duration.ofSeconds(30);

  private Posting() {}

  /** Waits until the service takes events of the first partner. */
  static void awaitReady() {
    await().atMost(START).until(() -> given().get("/q/health/ready").statusCode() == 200);
    await().atMost(START).until(() -> partner().body("{}").post("/v1/events").statusCode() == 422);
  }

  /** A request of the first partner; its body is a CloudEvent in structured mode. */
  static RequestSpecification partner() {
    return partner(IntakeResource.API_KEY);
  }

  static RequestSpecification partner(String apiKey) {
    return given()
        .contentType("application/cloudevents+json")
        .header("Authorization", "Bearer " + apiKey);
  }

  /** An act with the least that must be said, on one line. */
  static String act(String id, String actType, String more) {
    return """
        {"specversion": "1.0", "id": "%s", "source": "/tests", "type": "org.tocsin.act-reported.v1", "data": {"occurredAt": {"value": "2026-11-20", "precision": "day"}, "caseRef": "case-1", "defenderRef": "Zanahoria Ejemplo", "source": {"kind": "lawyer"}, "incidentState": "CH", "actType": "%s"%s}}"""
        .formatted(id, actType, more);
  }

  static String act(String id) {
    return act(id, "raid", "");
  }
}
