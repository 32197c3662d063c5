package org.tocsin.registry;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;

/** Who has read what, over real broker and database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class ReadingsTest extends CanaryTests {

  @Test
  void everyReadingIsShownOnTheCaseAndByPersonWithPurposeAndDecision() {
    canary.sing("MT");
    settled();
    shows(as("desk").get(page()));
    hides(as(ROOT).get(page()), 200);
    shows(as("desk").get(defender()));
    hides(asPeer().get(shared()), 403);
    settled();
    String last = "readings.find { it.who == 'partner/ngo-two' }.";
    as("desk")
        .get(page() + "/readings")
        .then()
        .statusCode(200)
        .body("readings.who", equalTo(List.of("partner/ngo-two", "desk", ROOT, "desk")))
        .body("readings[1].about", equalTo("defender/" + events.defender()))
        .body("readings[3].action", equalTo("sealed-parts-read"))
        .body("readings[3].purpose", equalTo("desk-work"))
        .body("readings[3].decision", equalTo("everything"))
        .body("readings[2].reason", equalTo("role"))
        .body("readings.cases", everyItem(nullValue()))
        .body(last + "decision", equalTo("nothing"))
        .body(last + "reason", equalTo("consent-not-asked"));
    var first =
        as(ROOT).get("/v1/audit?who=desk&limit=1").then().statusCode(200).extract().jsonPath();
    assertEquals(1, first.getList("readings").size());
    as(ROOT)
        .get("/v1/audit?who=desk&limit=1&after=" + first.getString("next"))
        .then()
        .statusCode(200)
        .body("readings", hasSize(1))
        .body("readings[0].about", equalTo("case/" + events.caseId()))
        .body("readings[0].cases", hasItem(events.caseId().toString()));
    as("desk").get("/v1/audit?who=desk").then().statusCode(403);
    as(NIGHT).get(page() + "/readings").then().statusCode(403);
    as(ROOT).get("/v1/audit").then().statusCode(400);
    as(ROOT).get("/v1/audit?who=desk&after=yesterday").then().statusCode(400);
  }

  @Test
  void noEntryOfTheAuditCanBeChangedOrDeleted() throws Exception {
    canary.sing("MC");
    settled();
    shows(as("desk").get(page()));
    settled();
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      for (String change :
          List.of(
              "UPDATE audit_entry SET who = 'nobody'",
              "DELETE FROM audit_entry",
              "TRUNCATE audit_entry")) {
        var refused = assertThrows(SQLException.class, () -> statement.execute(change), change);
        assertTrue(refused.getMessage().contains("append-only"), refused.getMessage());
      }
    }
  }
}
