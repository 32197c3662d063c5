package org.tocsin.registry.erasure;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.ErasureGround;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.service.log.ErasureMark;
import org.tocsin.service.log.Topics;

/** An erasure under failure, over merged ids, and again after new reports were allowed. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class RepeatedErasureTest extends ErasureFixture {

  @Test
  void anErasureThatIsKilledAfterAnyStepIsFinishedByAnother() throws Exception {
    publish(key, other);
    post(Sealing.seal(act(first, "a", "DJ"), key));
    settled();
    try (Connection connection = dataSource.getConnection()) {
      await().atMost(SOON).until(() -> lock(connection, "pg_try_advisory_lock"));
      try {
        order("{\"ground\": \"defender-asked\"}").statusCode(202);
        settled();
        ErasureOrder order = orders.newest(connection, first.defender()).orElseThrow();
        order("{\"ground\": \"other\"}").statusCode(409);
        // One dies after it has written the mark, before it has seen it come back.
        worker().append(ErasureMark.erased(first.defender().toString(), order.orderedAt()));
        settled();
        assertEquals(
            new DoneSoFar(true, 0, 2, false, false, false), progress.done(connection, order));
        // One dies between two tombstones.
        log.appendBeside(Topics.SEALING_KEYS, key.name().owner(), key.name().toString(), null)
            .join();
        settled();
        assertEquals(
            new DoneSoFar(true, 0, 1, false, false, false), progress.done(connection, order));
        get("desk", page + "/erasure").body("state", equalTo("ordered"));
        assertTrue(worker().advance(order));
        assertEquals(
            new DoneSoFar(true, 0, 0, false, false, false), progress.done(connection, order));
        get("desk", page + "/erasure").body("state", equalTo("keys-destroyed"));
        assertTrue(worker().advance(order));
        assertEquals(
            new DoneSoFar(true, 0, 0, true, false, false), progress.done(connection, order));
      } finally {
        lock(connection, "pg_advisory_unlock");
      }
    }
    await()
        .atMost(COMPACTED)
        .untilAsserted(
            () ->
                get("desk", page + "/erasure")
                    .body("state", equalTo("certified"))
                    .body("certificate.keys", hasItems(key.name().keyId(), other.name().keyId())));
  }

  @Test
  void anErasureCoversTheIdsThatWereMergedWhenItWasOrdered() throws Exception {
    var merged = Events.ofNewCase().by(first.organisation() + "-two");
    DataKey ofMerged = DataKey.create(merged.defender().toString());
    publish(key, ofMerged);
    post(
        Sealing.seal(described(first, "d", canary), key),
        Sealing.seal(described(merged, "d", canary), ofMerged));
    settled();
    get("desk", "/v1/defenders/" + merged.defender()).body("names[0].text", equalTo(canary));
    try (Connection connection = dataSource.getConnection()) {
      orderLog.append(
          connection,
          first.defender(),
          Set.of(first.defender(), merged.defender()),
          Set.of(),
          first.caseId(),
          ErasureGround.FAMILY_ASKED,
          "admin",
          Instant.now());
    }
    String other = "/v1/defenders/" + merged.defender();
    await()
        .atMost(COMPACTED)
        .untilAsserted(() -> get("desk", other + "/erasure").body("state", equalTo("certified")));
    get("desk", other + "/erasure")
        .body("defenders", hasSize(2))
        .body("certificate.sealedEvents", equalTo(2))
        .body("certificate.keys", hasItems(key.name().keyId(), ofMerged.name().keyId()));
    get("desk", other).body("names", nullValue());
    get("desk", page).body("names", nullValue());
  }

  @Test
  void newReportsAreSealedUnderNewKeysOnlyOnceTheyAreAllowed() {
    post(first.act("a", ActType.RAID, "2026-11-20", "DM"));
    settled();
    as("admin").post(page + "/erasure/new-reports").then().statusCode(404);
    order("{\"ground\": \"consent-withdrawn\"}").statusCode(202);
    await()
        .atMost(COMPACTED)
        .untilAsserted(() -> get("desk", page + "/erasure").body("state", equalTo("certified")));
    as("admin").post(page + "/erasure/new-reports").then().statusCode(202);
    settled();
    get("desk", page + "/erasure").body("newReports", equalTo("allowed"));
    publish(key);
    post(Sealing.seal(described(first, "d", canary), key));
    settled();
    get("desk", page).body("names[0].text", equalTo(canary));
    order("{\"ground\": \"consent-withdrawn\"}").statusCode(202);
    await()
        .atMost(COMPACTED)
        .untilAsserted(
            () ->
                get("desk", page + "/erasure")
                    .body("state", equalTo("certified"))
                    .body("newReports", equalTo("refused"))
                    .body("certificate.keys", equalTo(List.of(key.name().keyId()))));
    get("desk", page).body("names", nullValue());
  }
}
