package org.tocsin.registry.desk;

import static io.restassured.RestAssured.given;
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
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

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

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  private final String page = "/v1/cases/" + first.caseId();

  @BeforeEach
  void aCaseWithAnArrest() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
    post(first.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "CH"));
  }

  @Test
  void aDecisionIsSeenAtOnceAndIsAnEventOfTheRecord() {
    var made = decide(page, "{'type': 'owner-assigned', 'owner': 'desk'}").statusCode(201);
    String id = made.extract().path("id");
    made.header("Location", containsString(page + "/decisions/" + id))
        .body("type", equalTo("owner-assigned"))
        .body("by", equalTo("desk"));
    assertEquals(7, UUID.fromString(id).version());
    read(page)
        .header("ETag", equalTo(made.extract().header("ETag")))
        .body("owner.user", equalTo("desk"))
        .body("owner.eventId", equalTo(id))
        .body("timeline.eventId", hasItem(id));
    as("desk")
        .get(page + "/decisions/" + id)
        .then()
        .statusCode(200)
        .body("data.by", equalTo("desk"))
        .body("origin", equalTo("/desk"));
    // The follower meets the event again and changes nothing.
    post(first.status("s", PersonStatus.RELEASED, "2026-11-21"));
    read(page).body("owner.eventId", equalTo(id)).body("conflicts", hasSize(0));
  }

  @Test
  void aDecisionMustNameThePageThatItIsMadeOn() {
    String body = json("{'type': 'case-closed'}");
    for (String none : List.of("*", "\"nothing\"", "W/\"1-1-0\"")) {
      send(page, none, body)
          .statusCode(428)
          .body("type", equalTo("/problems/precondition-required"));
    }
    asDesk().body(body).post(page + "/decisions").then().statusCode(428);
    read(page).body("open", equalTo(true));
  }

  @Test
  void whoDecidesOnAnOldPageIsToldWhatChangedMeanwhile() {
    String old = tag(page);
    String closed = decide(page, "{'type': 'case-closed'}").statusCode(201).extract().path("id");
    send(page, old, json("{'type': 'owner-assigned', 'owner': 'ana'}"))
        .statusCode(412)
        .contentType("application/problem+json")
        .header("ETag", equalTo(tag(page)))
        .body("detail", containsString("came since: 1"))
        .body("errors[0].detail", containsString("case-closed " + closed))
        .body("errors[0].detail", containsString("by desk"));
    post(first.status("s", PersonStatus.RELEASED, "2026-11-21"));
    send(page, old, json("{'type': 'case-reopened'}"))
        .statusCode(412)
        .body("errors", hasSize(2))
        .body("errors[1].detail", containsString("person-status-changed s"));
  }

  @Test
  void ofPeopleWhoDecideAtOnceExactlyOneWins() throws Exception {
    String tag = tag(page);
    int people = 8;
    var together = new CountDownLatch(people);
    try (var threads = Executors.newFixedThreadPool(people)) {
      List<Future<Integer>> answers =
          IntStream.range(0, people)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            together.countDown();
                            together.await();
                            return send(
                                    page,
                                    tag,
                                    json("{'type': 'owner-assigned', 'owner': 'p%d'}".formatted(i)))
                                .extract()
                                .statusCode();
                          }))
              .toList();
      int won = 0;
      for (Future<Integer> answer : answers) {
        assertTrue(List.of(201, 412).contains(answer.get()), () -> "" + answer.resultNow());
        won += answer.get() == 201 ? 1 : 0;
      }
      assertEquals(1, won);
    }
    read(page).body("timeline.findAll { it.type == 'owner-assigned' }", hasSize(1));
  }

  @Test
  void closingAndReopeningKeepTheirHistoryAndTheirReasonsAreSealed() throws Exception {
    decide(page, "{'type': 'case-closed', 'reason': 'Zanahoria is free.'}").statusCode(201);
    read(page).body("open", equalTo(false));
    decide(page, "{'type': 'case-closed'}").statusCode(409);
    decide(page, "{'type': 'case-reopened', 'reason': 'Zanahoria is back in prison.'}")
        .statusCode(201);
    read(page)
        .body("closings.open", equalTo(List.of(false, true)))
        .body("closings.by", equalTo(List.of("desk", "desk")));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                read(page)
                    .body(
                        "timeline.sealed.reason",
                        hasItems("Zanahoria is free.", "Zanahoria is back in prison.")));
    as("admin").get(page).then().statusCode(200).body(not(containsString("Zanahoria")));
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
    decide(page, "{'type': 'case-closed', 'reason': 'Zanahoria is free.'}").statusCode(201);
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
    post(first.act("f", ActType.RAID, "2199-01-01", "LI"));
    String confirm =
        "{'type': 'event-confirmed', 'confirms': '%s', 'organisation': '"
            + first.organisation()
            + "'}";
    decide(page, confirm.formatted("none")).statusCode(409);
    decide(page, confirm.formatted("a")).statusCode(409);
    decide(page, confirm.formatted("f")).statusCode(201);
    read(page).body("timeline.find { it.eventId == 'f' }.state", equalTo("standing"));
    decide(page, confirm.formatted("f")).statusCode(409);
  }

  @Test
  void whoIsNotOnTheListDecidesNothingAndAnAdministratorSetsItAnew() {
    decide(page, "{'type': 'need-to-know-set', 'people': ['ana', 'ben']}").statusCode(201);
    decide(page, "{'type': 'case-closed'}").statusCode(403);
    as("admin")
        .contentType("application/json")
        .header("If-Match", as("admin").get(page).header("ETag"))
        .body(json("{'type': 'need-to-know-set', 'people': []}"))
        .post(page + "/decisions")
        .then()
        .statusCode(201)
        .body("by", equalTo("admin"));
    decide(page, "{'type': 'case-closed'}").statusCode(201);
    read(page).body("needToKnow.people", hasSize(0));
  }

  @Test
  void theDeskRecordsLettersRepliesAndMeasures() {
    String when =
        "'occurredAt': {'value': '2026-01-05', 'precision': 'day'}, 'source': {'kind': 'un'}, ";
    String reply =
        "{'type': 'state-replied', "
            + when
            + "'reference': 'AL 1', 'kind': 'rejects-allegation', 'state': 'CH'}";
    decide(page, reply).statusCode(409);
    String letter =
        "{'type': 'communication-sent', "
            + when
            + "'mechanism': 'special-procedures', 'reference': 'AL 1', 'state': 'CH', 'sentAt': '2026-01-05'}";
    String recorded = decide(page, letter).statusCode(201).extract().path("id");
    read(page)
        .body("communications[0].eventId", equalTo(recorded))
        .body("communications[0].reply", equalTo("overdue"));
    decide(page, letter).statusCode(409);
    decide(page, reply).statusCode(201);
    decide(
            page,
            "{'type': 'state-measure-taken', "
                + when
                + "'state': 'CH', 'track': 'investigation', 'step': 'opened'}")
        .statusCode(201);
    read(page)
        .body("communications[0].reply", equalTo("answered"))
        .body("information.standing", equalTo("disputed"))
        .body("information.disputes[0].state", equalTo("CH"))
        .body("accountability.investigation[0].step", equalTo("opened"))
        .body("accountability.prosecution", nullValue());
    decide(page, "{'type': 'event-retracted', " + when + "'retracts': '" + recorded + "'}")
        .statusCode(201);
    read(page).body("communications", hasSize(0));
    decide(page, "{'type': 'event-retracted', " + when + "'retracts': 'a'}").statusCode(409);
  }

  @Test
  void everythingThatIsWrongIsSaidAndNothingIsRecorded() {
    decide(page, "{'type': 'communication-sent', 'mechanism': 'x y', 'nonsense': 1}")
        .statusCode(422)
        .body("type", equalTo("/problems/invalid-event"))
        .body(
            "errors.pointer",
            hasItems("/mechanism", "/reference", "/state", "/sentAt", "/occurredAt", "/nonsense"));
    decide(page, "{'type': 'act-reported'}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/type"));
    decide(page, "{}").statusCode(422);
    send(page, tag(page), "no json").statusCode(400);
    read(page).body("timeline", hasSize(1));
    as("on-call")
        .contentType("application/json")
        .body("{}")
        .post(page + "/decisions")
        .then()
        .statusCode(403);
    asDesk()
        .header("If-Match", tag(page))
        .body(json("{'type': 'case-closed'}"))
        .post("/v1/cases/" + UUID.randomUUID() + "/decisions")
        .then()
        .statusCode(404);
  }

  @Test
  void linkedReportsOfAThirdOrganisationAreOneActAndCorroborate() {
    var source = new SourceId(UUID.randomUUID());
    var one = first.quoting(source);
    var second = Events.ofNewCase().by(first.organisation() + "-two").quoting(source);
    var third = Events.ofNewCase().by(first.organisation() + "-three");
    post(
        one.act("q", ActType.TORTURE, "2026-11-19", "CH"),
        second.act("b", ActType.TORTURE, "2026-11-19", "CH"),
        third.act("c", ActType.TORTURE, "2026-11-19", "CH"));
    String other = "/v1/cases/" + third.caseId();
    read(page).body("corroborated", equalTo(false));
    String before = tag(other);
    String link =
        "{'type': 'cases-linked', 'other': '" + third.caseId() + "', 'reason': 'The same cell.'}";
    String id = decide(page, link).statusCode(201).extract().path("id");
    read(page)
        .body("corroborated", equalTo(true))
        .body("links[0].caseId", equalTo(third.caseId().toString()))
        .body("links[0].eventId", equalTo(id));
    read(other)
        .body("corroborated", equalTo(true))
        .body("links[0].caseId", equalTo(first.caseId().toString()));
    assertFalse(before.equals(tag(other)), "the other page has changed, too");
    read("/v1/cases/" + second.caseId()).body("links", hasSize(0));
    decide(page, link).statusCode(409);
    decide(other, "{'type': 'cases-linked', 'other': '" + third.caseId() + "'}").statusCode(409);
    decide(other, "{'type': 'cases-linked', 'other': '" + UUID.randomUUID() + "'}").statusCode(409);
    decide(other, "{'type': 'cases-unlinked', 'other': '" + first.caseId() + "'}").statusCode(201);
    read(page).body("corroborated", equalTo(false)).body("links", hasSize(0));
  }

  @Test
  void afterUnmergeEveryHistoryAndCountIsWhatItWas() {
    var second = Events.ofNewCase().by(first.organisation() + "-two");
    post(
        second.status("s", PersonStatus.RELEASED, "2026-11-22"),
        second.act("b", ActType.RAID, "2026-11-19", "CH"));
    String one = "/v1/defenders/" + first.defender();
    String two = "/v1/defenders/" + second.defender();
    String before = read(one).extract().asString();
    String otherBefore = read(two).extract().asString();
    decide(one, "{'type': 'defenders-merged', 'other': '" + second.defender() + "'}")
        .statusCode(201);
    for (String either : List.of(one, two)) {
      read(either)
          .body("status", equalTo("released"))
          .body("statuses.status", equalTo(List.of("detained", "released")))
          .body("cases", hasSize(2))
          .body("acts", equalTo(2))
          .body("merged", hasSize(1))
          .body("merges[0].by", equalTo("desk"));
    }
    decide(two, "{'type': 'defenders-merged', 'other': '" + first.defender() + "'}")
        .statusCode(409);
    String old = tag(one);
    decide(two, "{'type': 'defenders-unmerged', 'other': '" + first.defender() + "'}")
        .statusCode(201);
    assertEquals(before, read(one).extract().asString());
    assertEquals(otherBefore, read(two).extract().asString());
    send(one, old, json("{'type': 'defenders-unmerged', 'other': '" + second.defender() + "'}"))
        .statusCode(412);
    decide(two, "{'type': 'defenders-unmerged', 'other': '" + first.defender() + "'}")
        .statusCode(409);
    decide(
            one,
            "{'type': 'defenders-merged', 'defender': '" + first.defender() + "', 'other': 'x'}")
        .statusCode(422);
    as("admin")
        .contentType("application/json")
        .body("{}")
        .post(one + "/decisions")
        .then()
        .statusCode(403);
  }

  @Test
  void conflictsStandSideBySideAndAreNeverOverwritten() {
    post(first.withDigest("f".repeat(64)).act("a", ActType.KILLING, "2026-11-20", "LI"));
    read(page)
        .body("conflicts", hasSize(1))
        .body("conflicts[0].contents.counts", equalTo(List.of(true, false)))
        .body(
            "conflicts[0].contents.data.actType", equalTo(List.of("arbitrary-arrest", "killing")));
  }

  private RequestSpecification as(String user) {
    return given().auth().preemptive().basic(user, staff.password(user));
  }

  private RequestSpecification asDesk() {
    return as("desk").contentType("application/json");
  }

  private ValidatableResponse read(String path) {
    return as("desk").get(path).then().statusCode(200);
  }

  private String tag(String path) {
    Response answer = as("desk").get(path);
    assertEquals(200, answer.statusCode());
    return answer.header("ETag");
  }

  /** Decides on the page as it is now. */
  private ValidatableResponse decide(String path, String body) {
    return send(path, tag(path), json(body));
  }

  private ValidatableResponse send(String path, String tag, String body) {
    return asDesk().header("If-Match", tag).body(body).post(path + "/decisions").then();
  }

  private static String json(String written) {
    return written.replace('\'', '"');
  }

  /** Records events of partners, and waits until they are on their pages. */
  private void post(Event... posted) {
    for (Event event : posted) {
      log.append(
              Topics.REPRISAL_EVENTS,
              event.header().subject().toString(),
              EventCodec.toCloudEvent(event))
          .join();
    }
    for (Event event : posted) {
      await()
          .atMost(SOON)
          .until(
              () -> {
                try (var connection = dataSource.getConnection();
                    var query =
                        connection.prepareStatement(
                            "SELECT 1 FROM event WHERE origin = ? AND event_id = ? AND digest = ?")) {
                  query.setString(1, event.header().origin().toString());
                  query.setString(2, event.header().id().value());
                  query.setString(3, event.header().digest());
                  try (var row = query.executeQuery()) {
                    return row.next();
                  }
                }
              });
    }
  }
}
