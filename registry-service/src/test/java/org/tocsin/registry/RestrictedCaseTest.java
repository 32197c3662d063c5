package org.tocsin.registry;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.OwnerAssigned;
import org.tocsin.events.vocabulary.ActType;

/** Need-to-know and breaking the glass, over real broker and database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class RestrictedCaseTest extends CanaryTests {

  @Test
  void onlyThoseOnTheListSeeARestrictedCaseUntilTheGlassIsBrokenAndItClosesByTheClock()
      throws Exception {
    canary.sing("LV");
    var second = events.withCase(UUID.randomUUID());
    restrict("ana");
    canary.post(second.act("open", ActType.RAID, "2026-11-22", "LV"));
    settled();
    for (String path : List.of(page(), page() + "/brief?purpose=alert")) {
      hides(as("desk").get(path), 403)
          .body("type", equalTo("/problems/need-to-know"))
          .body("detail", containsString("break-glass"))
          .body(not(containsString("travel-interception")));
    }
    hides(asPeer().get(page() + "/brief?purpose=alert&for=geneva"), 403);
    hides(as("desk").get(defender()), 200)
        .body("withheldCases", equalTo(1))
        .body("cases", equalTo(List.of(second.caseId().toString())))
        .body("acts", equalTo(1));

    hides(breakGlass("desk", " "), 400);
    breakGlass("desk", Canary.NAME + " is in danger")
        .then()
        .statusCode(201)
        .body("told", equalTo(List.of("ana", "ben")))
        .body("reasonKept", equalTo(true))
        .body("until", notNullValue());
    shows(as("desk").get(page())).body("disclosure.reason", equalTo("break-glass"));
    shows(as("desk").get(defender())).body("withheldCases", equalTo(0));
    hides(as(NIGHT).get(page()), 403);
    as("desk")
        .get(page() + "/break-glass")
        .then()
        .statusCode(200)
        .body("who", equalTo(List.of("desk")))
        .body("reason[0]", equalTo(Canary.NAME + " is in danger"));
    settled();
    hides(as(ROOT).get(page() + "/readings"), 200).body("readings.action", hasItem("break-glass"));

    assertEquals(0, auditEntriesThatSay(Canary.NAME));
    assertTrue(auditEntriesThatSay("break-glass") > 0);

    Instant later = Instant.now().plus(Duration.ofMinutes(61));
    QuarkusMock.installMockForType(InstantSource.fixed(later), InstantSource.class);
    hides(as("desk").get(page()), 403);
    hides(as("desk").get(page() + "/break-glass"), 403);
  }

  @Test
  void aReasonInACaseOfSeveralDefendersGoesUnderTheKeyOfTheCaseSinceItMayNameAnyOfThem()
      throws Exception {
    canary.sing("LI");
    canary.post(
        Events.ofNewCase().withCase(events.caseId()).act("n", ActType.RAID, "2026-11-22", "LI"));
    restrict("ana");
    settled();
    String reason = Canary.NAME + " is in danger";
    breakGlass("desk", reason).then().statusCode(201).body("reasonKept", equalTo(true));
    assertEquals(events.caseId().toString(), ownerOfTheReason());
    // Its key is a new one, and comes by the log.
    await()
        .untilAsserted(
            () ->
                as("desk")
                    .get(page() + "/break-glass")
                    .then()
                    .statusCode(200)
                    .body("reason", equalTo(List.of(reason))));
  }

  @Test
  void theGlassOfACaseThatIsOpenCannotBeBroken() {
    canary.sing("LU");
    settled();
    hides(breakGlass("desk", "why not"), 409);
    restrict("desk");
    settled();
    hides(breakGlass("desk", "why not"), 409);
    shows(as("desk").get(page()));
    restrict();
    settled();
    hides(as(NIGHT).get(page()), 200);
  }

  private void restrict(String... people) {
    canary.post(
        Canary.byTheDesk(
            events.event("o-" + UUID.randomUUID(), "2026-11-20", new OwnerAssigned("ben"))),
        Canary.byTheDesk(
            events.event(
                "n-" + UUID.randomUUID(),
                // Later lists count, so each is dated later than the one before.
                "2026-11-" + (people.length == 0 ? "23" : people[0].equals("ana") ? "21" : "22"),
                new NeedToKnowSet(List.of(people)))));
  }

  private String ownerOfTheReason() throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT text_owner FROM audit_entry WHERE about = ? AND action = 'break-glass'")) {
      query.setString(1, "case/" + events.caseId());
      try (var row = query.executeQuery()) {
        assertTrue(row.next());
        return row.getString(1);
      }
    }
  }

  private int auditEntriesThatSay(String text) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT count(*) FROM audit_entry e WHERE position(? IN e::text) > 0")) {
      query.setString(1, text);
      try (var row = query.executeQuery()) {
        assertTrue(row.next());
        return row.getInt(1);
      }
    }
  }

  private Response breakGlass(String user, String reason) {
    return as(user)
        .contentType("application/json")
        .body(Map.of("reason", reason))
        .post(page() + "/break-glass");
  }
}
