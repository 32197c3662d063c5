package org.tocsin.registry.erasure;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;

/** What the desk wrote in cases of several defenders, or of none, when one of them is erased. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class CaseKeyErasureTest extends ErasureFixture {

  private final Events shared = first.withCase(UUID.randomUUID());
  private final Events neighbour =
      Events.ofNewCase().by(first.organisation() + "-two").withCase(shared.caseId());

  @Test
  void reasonsUnderTheKeyOfACaseGoWithItsOnlyDefenderAndStayOrGoAsOrderedWhereOthersShareIt()
      throws Exception {
    publish(key);
    post(ofNobody(first.act("nobody", ActType.RAID, "2026-11-19", "AD")));
    settled();
    // Nobody is known to be the case's defender yet, so that the reason is under the case's key.
    close(first, canary);
    post(
        Sealing.seal(described(first, "d", canary), key),
        shared.act("a", ActType.RAID, "2026-11-20", "AD"),
        neighbour.act("b", ActType.RAID, "2026-11-20", "AD"));
    settled();
    close(shared, canary);
    settled();
    assertEquals(Set.of("topic reprisal-events"), leaks("live"), "what the search finds before");

    order("{\"ground\": \"danger\"}")
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/sharedCaseKeys"))
        .body("errors[0].detail", containsString(shared.caseId().toString()));
    order("{\"ground\": \"danger\", \"sharedCaseKeys\": \"maybe\"}").statusCode(400);
    order("{\"ground\": \"danger\", \"sharedCaseKeys\": \"keep\"}")
        .statusCode(202)
        .body("caseKeys", equalTo(List.of(first.caseId().toString())))
        .body("caseKeysKept", equalTo(List.of(shared.caseId().toString())));
    certified();
    get("desk", page + "/erasure")
        .body("certificate.caseKeys", equalTo(List.of(first.caseId().toString())))
        .body("certificate.sealedEvents", equalTo(2))
        .body("certificate.remaining", hasSize(1))
        .body("certificate.remaining[0].caseId", equalTo(shared.caseId().toString()))
        .body("certificate.remaining[0].why", equalTo("under-case-key"))
        .body("certificate.remaining[0].texts", equalTo(1));
    as("desk")
        .accept("text/plain")
        .get(page + "/erasure/certificate")
        .then()
        .body(containsString("1 of the desk under the case's own key"));
    reason(first).body(lastClosing() + ".flags", hasItem("erased"));
    reason(shared).body(lastClosing() + ".sealed.reason", equalTo(canary));

    order("{\"ground\": \"danger\", \"sharedCaseKeys\": \"destroy\"}")
        .statusCode(202)
        .body("caseKeys", equalTo(List.of(shared.caseId().toString())));
    certified();
    assertTrue(leaks("live").isEmpty(), () -> "still read: " + canary);
    reason(shared).body(lastClosing() + ".flags", hasItem("erased"));
    get("desk", page + "/erasure").body("certificate.remaining", hasSize(0));

    // The neighbour's case goes on, with a new key of the case.
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                decide(shared, "case-reopened", "The neighbour is in danger.")
                    .then()
                    .statusCode(201));
    settled();
    reason(shared).body("timeline.sealed.reason", hasItem("The neighbour is in danger."));
    rebuilt.everything();
    assertTrue(leaks(Rebuilt.SCHEMA).isEmpty());
  }

  private void certified() {
    await()
        .atMost(COMPACTED)
        .untilAsserted(() -> get("desk", page + "/erasure").body("state", equalTo("certified")));
  }

  private void close(Events of, String reason) {
    decide(of, "case-closed", reason).then().statusCode(201);
  }

  private io.restassured.response.Response decide(Events of, String type, String reason) {
    String at = "/v1/cases/" + of.caseId();
    return as("desk")
        .header("If-Match", as("desk").get(at).header("ETag"))
        .contentType("application/json")
        .body("{\"type\": \"%s\", \"reason\": \"%s\"}".formatted(type, reason))
        .post(at + "/decisions");
  }

  private io.restassured.response.ValidatableResponse reason(Events of) {
    return get("desk", "/v1/cases/" + of.caseId());
  }

  private static String lastClosing() {
    return "timeline.find { it.type == 'case-closed' }";
  }

  private static Event ofNobody(Event event) {
    EventHeader header = event.header();
    return new Event(
        new EventHeader(
            header.id(),
            header.origin(),
            header.subject(),
            Optional.empty(),
            header.incident(),
            header.occurredAt(),
            header.source(),
            header.language(),
            header.digest()),
        event.body(),
        event.sealed());
  }
}
