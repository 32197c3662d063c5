package org.tocsin.registry.erasure;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertEventCodec;
import org.tocsin.events.alerting.AlertStep;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.service.log.Topics;

/** DOMAIN.md, section 6, rule 11, against real broker and database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class ErasureTest extends ErasureFixture {

  private final UUID alert = UUID.randomUUID();

  @DisplayName(
      "Rule 11: erasure makes names and narrative unreadable in log, projections, indexes and dead letters, while counts stand")
  @Test
  void erasureMakesNamesUnreadableEverywhereAndLeavesFiguresAsTheyWere() throws Exception {
    var neighbour =
        new Events(
            first.caseId(),
            UUID.randomUUID(),
            "ngo-two",
            first.source(),
            first.incident(),
            "1".repeat(64));
    DataKey ofNeighbour = DataKey.create(neighbour.defender().toString());
    publish(key, other, ofNeighbour);
    post(
        Sealing.seal(described(first, "d", canary), key),
        Sealing.seal(act(first, "a", "DK"), other),
        Sealing.seal(described(neighbour, "n", "Vecina Ejemplo"), ofNeighbour));
    settled();
    try (Connection connection = dataSource.getConnection()) {
      index.put(connection, first.defender(), canary);
      assertEquals(
          Set.of("topic reprisal-events", "table canary_index"),
          new Leaks(encryption, canary).in(connection, "live"),
          "what the search finds before");
    }
    get("desk", page).body("names[0].text", equalTo(canary));
    Instant sent = Instant.parse("2026-11-20T10:00:00Z");
    tell("geneva", "sms", AlertStep.QUEUED, sent);
    tell("geneva", "sms", AlertStep.HANDED_OVER, sent.plusSeconds(1));
    tell("geneva", "sms", AlertStep.DELIVERED, sent.plusSeconds(9));
    tell("new-york", "email", AlertStep.UNKNOWN, sent.plusSeconds(2));
    tell("night", "sms", AlertStep.WITHDRAWN, sent.plusSeconds(3));
    String figures = figures();
    String state = figures("/v1/states/DK");

    as("desk")
        .contentType("application/json")
        .body("{\"ground\": \"danger\"}")
        .post(page + "/erasure")
        .then()
        .statusCode(403);
    order("{}").statusCode(400).body("errors[0].pointer", equalTo("/ground"));
    order("{\"ground\": \"danger\"}").statusCode(202).body("state", equalTo("ordered"));
    await()
        .atMost(COMPACTED)
        .untilAsserted(() -> get("desk", page + "/erasure").body("state", equalTo("certified")));

    assertTrue(leaks("live").isEmpty(), () -> "still read: " + canary);
    assertEquals(figures, figures());
    assertEquals(state, figures("/v1/states/DK"));
    get("desk", page + "/erasure")
        .body("newReports", equalTo("refused"))
        .body("oldKeysInKeyset", hasSize(1))
        .body("certificate.keys", hasItems(key.name().keyId(), other.name().keyId()))
        .body("certificate.sealedEvents", equalTo(2))
        .body("certificate.derivedRows.'canary-index'", equalTo(1))
        .body("certificate.scanned", hasSize(12))
        .body("certificate.orderedBy", equalTo("admin"))
        .body("certificate.ground", equalTo("danger"))
        .body("certificate.readBy.who", hasItem("desk"))
        .body("certificate.alerted.contact", equalTo(List.of("geneva", "new-york")))
        .body("certificate.alerted.channel", equalTo(List.of("sms", "email")))
        .body("certificate.alerted.state", equalTo(List.of("delivered", "unknown")))
        .body("certificate.alerted[0].at", equalTo("2026-11-20T10:00:01Z"))
        .body("certificate.reportedBy", equalTo(List.of("/partners/" + first.organisation())));
    as("desk")
        .accept("text/plain")
        .get(page + "/erasure/certificate")
        .then()
        .statusCode(200)
        .body(containsString("Data keys destroyed: 2"))
        .body(containsString("contact/geneva: sms, delivered, 2026-11-20T10:00:01Z"));
    get("desk", page).body("names", nullValue()).body("acts", equalTo(1));
    get("desk", "/v1/cases/" + first.caseId())
        .body("timeline.find { it.eventId == 'a' }.flags", hasItem("erased"))
        .body("timeline.find { it.eventId == 'a' }.data.actType", equalTo("raid"))
        .body("timeline.find { it.eventId == 'n' }.sealed.names[0].text", equalTo("Vecina Ejemplo"))
        .body(not(containsString(canary)));
    follow("a").body("flags", hasItem("erased")).body("state", equalTo("standing"));

    DataKey late = DataKey.create(first.defender().toString());
    publish(late);
    post(
        Sealing.seal(act(first, "late", "DK"), late), Sealing.seal(act(first, "later", "DK"), key));
    settled();
    follow("later").body("flags", hasItem("key-destroyed"));
    get("desk", "/v1/cases/" + first.caseId())
        .body("timeline.find { it.eventId == 'late' }.flags", hasItem("key-destroyed"));
    await().atMost(COMPACTED).untilAsserted(() -> assertTrue(leaks("live").isEmpty()));

    rebuilt.everything();
    assertTrue(leaks(Rebuilt.SCHEMA).isEmpty());
    try (Connection connection = dataSource.getConnection()) {
      for (String table : List.of("fact", "event", "erased_owner", "erasure_certificate")) {
        assertEquals(
            Rebuilt.rows(connection, "live", table, first),
            Rebuilt.rows(connection, Rebuilt.SCHEMA, table, first),
            table);
      }
    }
  }

  /** What alert-service tells of a message about the case. */
  private void tell(String contact, String channel, AlertStep step, Instant at) {
    var event =
        new AlertEvent(
            UUID.randomUUID(),
            1,
            alert,
            Optional.of(first.caseId()),
            Optional.of(new AlertEvent.Message(contact, channel, "news")),
            step,
            at);
    log.append(Topics.ALERT_EVENTS, alert.toString(), AlertEventCodec.toCloudEvent(event)).join();
  }
}
