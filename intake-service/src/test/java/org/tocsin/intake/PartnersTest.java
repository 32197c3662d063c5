package org.tocsin.intake;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** What ops do with partners and their keys. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class PartnersTest {

  @Inject LogWriter log;
  StaffResource.Staff staff;

  @BeforeEach
  void ready() {
    Posting.awaitReady();
  }

  @Test
  void aPartnerHasSeveralKeysAndARevokedOneOpensNothing() {
    add("two-keys").then().statusCode(201).body("status", equalTo("active"));
    var one = issue("two-keys");
    var two = issue("two-keys");
    assertTrue(posts(one.apiKey, "two-keys-1"));
    assertTrue(posts(two.apiKey, "two-keys-2"));
    staff("admin").delete("/v1/partners/two-keys/keys/" + one.keyId).then().statusCode(204);
    assertFalse(posts(one.apiKey, "two-keys-3"));
    assertTrue(posts(two.apiKey, "two-keys-4"));
    staff("admin").delete("/v1/partners/two-keys/keys/" + one.keyId).then().statusCode(204);
    String list =
        staff("ops")
            .get("/v1/partners")
            .then()
            .statusCode(200)
            .body("find { it.organisation == 'two-keys' }.keys", hasSize(2))
            .body("find { it.organisation == 'two-keys' }.keys.revokedAt", hasItem(notNullValue()))
            .extract()
            .asString();
    assertFalse(list.contains(one.apiKey) || list.contains("sha256"), list);
  }

  @Test
  void aPartnerSaysThatItIsThereAndNobodyElseDoes() {
    Posting.partner().post("/v1/beats").then().statusCode(204);
    staff("admin").post("/v1/beats").then().statusCode(403);
    given().post("/v1/beats").then().statusCode(401);
  }

  @Test
  void aSuspendedPartnerPostsNothingUntilItMayAgain() {
    add("suspended-ngo");
    var key = issue("suspended-ngo");
    change("suspended-ngo", "{\"status\": \"suspended\"}").then().statusCode(200);
    assertFalse(posts(key.apiKey, "suspended-1"));
    change("suspended-ngo", "{\"status\": \"active\", \"eventsPerSecond\": 7}")
        .then()
        .statusCode(200)
        .body("eventsPerSecond", equalTo(7));
    assertTrue(posts(key.apiKey, "suspended-1"));
  }

  @Test
  void whatIsWrongWithAChangeIsSaid() {
    add("twice-ngo").then().statusCode(201);
    add("twice-ngo").then().statusCode(409).body("type", endsWith("/partner-exists"));
    add("Not An Id").then().statusCode(400).body("errors.pointer", hasItem("/organisation"));
    change("nobody", "{\"status\": \"active\"}")
        .then()
        .statusCode(404)
        .body("type", endsWith("/unknown-partner"));
    change("twice-ngo", "{\"status\": \"asleep\"}")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("/status"));
    change("twice-ngo", "{\"eventsPerSecond\": 0}")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("/eventsPerSecond"));
    change("twice-ngo", "{}").then().statusCode(400);
    staff("admin")
        .delete("/v1/partners/twice-ngo/keys/none")
        .then()
        .statusCode(404)
        .body("type", endsWith("/unknown-key"));
  }

  @Test
  void onlyAnAdministratorChangesPartners() {
    staff("desk").get("/v1/partners").then().statusCode(403);
    staff("ops").body("{\"organisation\": \"by-ops\"}").post("/v1/partners").then().statusCode(403);
    Posting.partner().get("/v1/partners").then().statusCode(403);
    given().get("/v1/partners").then().statusCode(401);
  }

  @Test
  void everyChangeIsAudited() {
    add("audited-ngo").then().statusCode(201);
    assertTrue(
        RecordedEvents.all("audit-events", 12).stream()
            .map(entry -> new String(entry.value(), UTF_8))
            .anyMatch(text -> text.contains("partner-added") && text.contains("audited-ngo")));
  }

  @Test
  void aRecordOfTheDirectoryThatIsBrokenShutsNobodyElseOut() {
    for (String broken : List.of("{\"organisation\": \"broken\"}", "null", "no JSON")) {
      log.append(Topics.PARTNER_DIRECTORY, "broken", broken.getBytes(UTF_8)).join();
      log.append(Topics.PARTNER_DIRECTORY, "broken/key", broken.getBytes(UTF_8)).join();
    }
    add("after-broken").then().statusCode(201);
    var key = issue("after-broken");
    await().atMost(Duration.ofSeconds(10)).until(() -> posts(key.apiKey, "after-broken-1"));
  }

  @Test
  void aDirectoryOfAnEarlierVersionStillLetsTheFirstPartnerIn() {
    String earlier =
        "{\"organisation\": \"%s\", \"status\": \"active\", \"apiKeys\": [{\"keyId\": \"first\"}]}"
            .formatted(IntakeResource.ORGANISATION);
    log.append(Topics.PARTNER_DIRECTORY, IntakeResource.ORGANISATION, earlier.getBytes(UTF_8))
        .join();
    await()
        .pollDelay(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> posts(IntakeResource.API_KEY, "earlier-1"));
  }

  private record Issued(String keyId, String apiKey) {}

  private Response add(String organisation) {
    return staff("admin")
        .body("{\"organisation\": \"%s\"}".formatted(organisation))
        .post("/v1/partners");
  }

  private Response change(String organisation, String change) {
    return staff("admin").body(change).patch("/v1/partners/" + organisation);
  }

  private Issued issue(String organisation) {
    var issued =
        staff("admin")
            .post("/v1/partners/" + organisation + "/keys")
            .then()
            .statusCode(201)
            .body("apiKey", startsWith("tocsin_"))
            .extract()
            .jsonPath();
    return new Issued(issued.getString("keyId"), issued.getString("apiKey"));
  }

  private static boolean posts(String apiKey, String id) {
    int status = Posting.partner(apiKey).body(Posting.act(id)).post("/v1/events").statusCode();
    assertTrue(status == 202 || status == 200 || status == 401, "status " + status);
    return status != 401;
  }

  private RequestSpecification staff(String user) {
    return given()
        .contentType("application/json")
        .auth()
        .preemptive()
        .basic(user, staff.password(user));
  }
}
