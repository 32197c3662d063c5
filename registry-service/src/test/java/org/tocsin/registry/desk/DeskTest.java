package org.tocsin.registry.desk;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;

/** What the desk decides, over REST, with a real broker and database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class DeskTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;
  private AtTheDesk desk;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  private final String page = "/v1/cases/" + first.caseId();

  @BeforeEach
  void aCaseWithAnArrest() {
    desk = new AtTheDesk(staff, log, dataSource, reached);
    desk.ready();
    desk.post(first.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "CH"));
  }

  @Test
  void aDecisionIsSeenAtOnceAndIsAnEventOfTheRecord() {
    var made = desk.decide(page, "{'type': 'owner-assigned', 'owner': 'desk'}").statusCode(201);
    String id = made.extract().path("id");
    made.header("Location", containsString(page + "/decisions/" + id))
        .body("type", equalTo("owner-assigned"))
        .body("by", equalTo("desk"));
    assertEquals(7, UUID.fromString(id).version());
    desk.read(page)
        .header("ETag", equalTo(made.extract().header("ETag")))
        .body("owner.user", equalTo("desk"))
        .body("owner.eventId", equalTo(id))
        .body("timeline.eventId", hasItem(id));
    desk.as("desk")
        .get(page + "/decisions/" + id)
        .then()
        .statusCode(200)
        .body("data.by", equalTo("desk"))
        .body("origin", equalTo("/desk"));
    // The follower meets the event again and changes nothing.
    desk.post(first.status("s", PersonStatus.RELEASED, "2026-11-21"));
    desk.read(page).body("owner.eventId", equalTo(id)).body("conflicts", hasSize(0));
  }

  @Test
  void closingAndReopeningKeepTheirHistoryAndTheirReasonsAreSealed() throws Exception {
    desk.decide(page, "{'type': 'case-closed', 'reason': 'Zanahoria is free.'}").statusCode(201);
    desk.read(page).body("open", equalTo(false));
    desk.decide(page, "{'type': 'case-closed'}").statusCode(409);
    desk.decide(page, "{'type': 'case-reopened', 'reason': 'Zanahoria is back in prison.'}")
        .statusCode(201);
    desk.read(page)
        .body("closings.open", equalTo(List.of(false, true)))
        .body("closings.by", equalTo(List.of("desk", "desk")));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                desk.read(page)
                    .body(
                        "timeline.sealed.reason",
                        hasItems("Zanahoria is free.", "Zanahoria is back in prison.")));
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT string_agg(data::text, ' '), count(DISTINCT data->'sealed'->>'keyId') FROM event WHERE subject = ? AND origin = '/desk'")) {
      query.setString(1, first.caseId().toString());
      try (var row = query.executeQuery()) {
        assertTrue(row.next());
        assertFalse(row.getString(1).contains("Zanahoria"));
        assertTrue(row.getInt(2) >= 1);
      }
    }
  }

  @Test
  void theKeyOfADecisionIsTheDefenders() throws Exception {
    desk.decide(page, "{'type': 'case-closed', 'reason': 'Zanahoria is free.'}").statusCode(201);
    await()
        .atMost(SOON)
        .until(
            () -> {
              try (var connection = dataSource.getConnection();
                  var query =
                      connection.prepareStatement(
                          "SELECT count(*) FROM event e JOIN sealing_key k ON k.key_id = e.data->'sealed'->>'keyId' WHERE e.subject = ? AND k.owner = ?")) {
                query.setString(1, first.caseId().toString());
                query.setString(2, first.defender().toString());
                try (var row = query.executeQuery()) {
                  return row.next() && row.getInt(1) == 1;
                }
              }
            });
  }

  @Test
  void aFlaggedEventIsConfirmedOnceAndOnlyWhereItIsFlagged() {
    desk.post(first.act("f", ActType.RAID, "2199-01-01", "LI"));
    String confirm =
        "{'type': 'event-confirmed', 'confirms': '%s', 'organisation': '"
            + first.organisation()
            + "'}";
    desk.decide(page, confirm.formatted("none")).statusCode(409);
    desk.decide(page, confirm.formatted("a")).statusCode(409);
    desk.decide(page, confirm.formatted("f")).statusCode(201);
    desk.read(page).body("timeline.find { it.eventId == 'f' }.state", equalTo("standing"));
    desk.decide(page, confirm.formatted("f")).statusCode(409);
  }

  @Test
  void whoIsNotOnTheListDecidesNothingAndAnAdministratorSetsItAnew() {
    String old = desk.tag(page);
    desk.decide(page, "{'type': 'need-to-know-set', 'people': ['on-call', 'ops']}").statusCode(201);
    desk.as("desk").get(page).then().statusCode(403);
    desk.send(page, old, AtTheDesk.json("{'type': 'case-closed'}")).statusCode(403);
    // Nobody on the list is there: an administrator breaks the glass to read the page.
    desk.as("admin")
        .contentType("application/json")
        .body("{\"reason\": \"the list names nobody who works here\"}")
        .post(page + "/break-glass")
        .then()
        .statusCode(201);
    desk.as("admin")
        .contentType("application/json")
        .header("If-Match", desk.as("admin").get(page).header("ETag"))
        .body(AtTheDesk.json("{'type': 'need-to-know-set', 'people': []}"))
        .post(page + "/decisions")
        .then()
        .statusCode(201)
        .body("by", equalTo("admin"));
    desk.decide(page, "{'type': 'case-closed'}").statusCode(201);
    desk.read(page).body("needToKnow.people", hasSize(0));
  }

  @Test
  void whoIsNotOnTheStaffCannotOwnACaseOrStandOnItsList() {
    desk.decide(page, "{'type': 'need-to-know-set', 'people': ['desk', 'dsek']}")
        .statusCode(422)
        .body("type", equalTo("/problems/invalid-event"))
        .body("errors", hasSize(1))
        .body("errors[0].pointer", equalTo("/people/1"))
        .body("errors[0].rule", equalTo("unknown-user"))
        .body("errors[0].fix", containsString("signs in"))
        .body(not(containsString("dsek")));
    desk.decide(page, "{'type': 'owner-assigned', 'owner': 'dsek'}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/owner"));
    desk.read(page).body("owner", nullValue()).body("needToKnow.people", hasSize(0));
    desk.decide(page, "{'type': 'need-to-know-set', 'people': ['desk', 'contact/7']}")
        .statusCode(201)
        .body("warnings", nullValue());
  }

  @Test
  void theDeskRecordsLettersRepliesAndMeasures() {
    String when =
        "'occurredAt': {'value': '2026-01-05', 'precision': 'day'}, 'source': {'kind': 'un'}, ";
    String reply =
        "{'type': 'state-replied', "
            + when
            + "'reference': 'AL 1', 'kind': 'rejects-allegation', 'state': 'CH'}";
    desk.decide(page, reply).statusCode(409);
    String letter =
        "{'type': 'communication-sent', "
            + when
            + "'mechanism': 'special-procedures', 'reference': 'AL 1', 'state': 'CH', 'sentAt': '2026-01-05'}";
    String recorded = desk.decide(page, letter).statusCode(201).extract().path("id");
    desk.read(page)
        .body("communications[0].eventId", equalTo(recorded))
        .body("communications[0].reply", equalTo("overdue"));
    desk.decide(page, letter).statusCode(409);
    desk.decide(page, reply).statusCode(201);
    desk.decide(
            page,
            "{'type': 'state-measure-taken', "
                + when
                + "'state': 'CH', 'track': 'investigation', 'step': 'opened'}")
        .statusCode(201);
    desk.read(page)
        .body("communications[0].reply", equalTo("answered"))
        .body("information.standing", equalTo("disputed"))
        .body("information.disputes[0].state", equalTo("CH"))
        .body("accountability.investigation[0].step", equalTo("opened"))
        .body("accountability.prosecution", nullValue());
    desk.decide(page, "{'type': 'event-retracted', " + when + "'retracts': '" + recorded + "'}")
        .statusCode(201);
    desk.read(page).body("communications", hasSize(0));
    desk.decide(page, "{'type': 'event-retracted', " + when + "'retracts': 'a'}").statusCode(409);
  }

  @Test
  void everythingThatIsWrongIsSaidAndNothingIsRecorded() {
    desk.decide(page, "{'type': 'communication-sent', 'mechanism': 'x y', 'nonsense': 1}")
        .statusCode(422)
        .body("type", equalTo("/problems/invalid-event"))
        .body(
            "errors.pointer",
            hasItems("/mechanism", "/reference", "/state", "/sentAt", "/occurredAt", "/nonsense"));
    desk.decide(page, "{'type': 'act-reported'}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/type"));
    desk.decide(page, "{}").statusCode(422);
    desk.send(page, desk.tag(page), "no json").statusCode(400);
    desk.read(page).body("timeline", hasSize(1));
    desk.as("ops")
        .contentType("application/json")
        .body("{}")
        .post(page + "/decisions")
        .then()
        .statusCode(403);
    desk.asDesk()
        .header("If-Match", desk.tag(page))
        .body(AtTheDesk.json("{'type': 'case-closed'}"))
        .post("/v1/cases/" + UUID.randomUUID() + "/decisions")
        .then()
        .statusCode(404);
  }

  @Test
  void conflictsStandSideBySideAndAreNeverOverwritten() {
    desk.post(first.withDigest("f".repeat(64)).act("a", ActType.KILLING, "2026-11-20", "LI"));
    desk.read(page)
        .body("conflicts", hasSize(1))
        .body("conflicts[0].contents.counts", equalTo(List.of(true, false)))
        .body(
            "conflicts[0].contents.data.actType", equalTo(List.of("arbitrary-arrest", "killing")));
  }
}
