package org.tocsin.registry.caselist;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.Event;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.OwnerAssigned;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.IncidentId;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.Mechanism;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.Desk;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.Settled;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** Lists and files, with a real broker and database. Each test has a State of its own. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class CaseListTest {

  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;

  private final String organisation = "ngo-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void pagesOfAnySizeShowEveryCaseOnceWhileMoreComesIn() {
    for (int i = 0; i < 23; i++) {
      post(of().act("a" + i, ActType.RAID, "2026-11-20", "TL"));
    }
    settled();
    String filter = "/v1/cases?state=TL";
    List<String> all = ids(as("desk").get(filter + "&limit=200"));
    assertEquals(23, new HashSet<>(all).size());
    int more = 100;
    for (int size : List.of(1, 2, 5, 22, 23, 24)) {
      String knownAt = as("desk").get(filter + "&limit=1").path("knownAt");
      List<String> expected = ids(as("desk").get(filter + "&limit=200&knownAt=" + knownAt));
      var seen = new ArrayList<String>();
      String address = filter + "&limit=" + size + "&knownAt=" + knownAt;
      for (int page = 0; address != null; page++) {
        assertTrue(page < 200, "the pages end");
        Response answer = as("desk").get(address);
        answer.then().statusCode(200).body("knownAt", equalTo(knownAt));
        seen.addAll(ids(answer));
        address = next(answer);
        if (page < 3) {
          post(of().act("m" + more++, ActType.RAID, "2026-11-20", "TL"));
        }
      }
      assertEquals(expected, seen, "size " + size);
      settled();
    }
    assertTrue(ids(as("desk").get(filter + "&limit=200")).size() > 23);
  }

  @Test
  void everyFilterLetsThroughWhatItSays() {
    Events detained = of();
    Events closed = of();
    Events late = of();
    Events odd = of();
    post(
        detained.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "MD"),
        detained.status("s", PersonStatus.DETAINED, "2026-11-21"),
        Desk.write(detained.event(unique("o"), "2026-11-22", new OwnerAssigned("ana"))),
        closed.act("a2", ActType.KILLING, "2026-11-20", "MD"),
        Desk.write(closed.event(unique("c"), "2026-11-22", new CaseClosed(null))),
        late.act("a3", ActType.RAID, "2026-11-20", "MD"),
        late.event(
            "l",
            "2026-01-02",
            new CommunicationSent(
                Term.of(Mechanism.SPECIAL_PROCEDURES),
                "AL 1/2026",
                State.of("MD").orElseThrow(),
                LocalDate.of(2026, 1, 2))),
        odd.act("a4", ActType.RAID, "2026-11-20", "MD"),
        odd.act("f", ActType.RAID, "2199-01-01", "MD"));
    settled();
    filtered("status=detained", detained);
    filtered("owner=ana", detained);
    filtered("owner=none&severity=extreme", closed);
    filtered("open=false", closed);
    filtered("actType=killing", closed);
    filtered("overdue=true", late);
    filtered("flagged=true", odd);
    filtered("information=corroborated");
    filtered("information=reported&open=true&flagged=false&overdue=false", detained);
    filtered("recordedSince=2199-01-01");
    list("state=MD&recordedSince=2020-01-01").body("cases.size()", equalTo(4));
    list("state=MD&owner=ana")
        .body("cases[0].states", contains("MD"))
        .body("cases[0].severities", contains("severe"))
        .body("cases[0].events", equalTo(3))
        .body("cases[0].defenders", equalTo(1));
  }

  @Test
  void aCaseThatAnotherOrganisationCorroboratesIsListedSo() {
    var incident = Optional.of(new IncidentId(UUID.randomUUID()));
    Events one = of().of(incident);
    Events two = of().by(organisation + "-two").of(incident);
    post(
        one.act("a", ActType.RAID, "2026-11-20", "ME"),
        two.act("b", ActType.RAID, "2026-11-20", "ME"));
    settled();
    list("state=ME&information=corroborated").body("cases.size()", equalTo(2));
    list("state=ME&information=reported").body("cases", empty());
  }

  @Test
  void aCaseWithAListIsLeftOutForWhoIsNotOnIt() {
    Events open = of();
    Events restricted = of();
    Events own = of();
    post(
        open.act("a", ActType.RAID, "2026-11-20", "MG"),
        restricted.act("b", ActType.RAID, "2026-11-20", "MG"),
        Desk.write(restricted.event(unique("n"), "2026-11-21", new NeedToKnowSet(List.of("ana")))),
        own.act("d", ActType.RAID, "2026-11-20", "MG"),
        Desk.write(own.event(unique("m"), "2026-11-21", new NeedToKnowSet(List.of("desk")))));
    settled();
    assertEquals(
        new HashSet<>(List.of(open.caseId().toString(), own.caseId().toString())),
        new HashSet<>(ids(as("desk").get("/v1/cases?state=MG"))));
    as("ops").get("/v1/cases").then().statusCode(403);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                as("desk")
                    .get("/v1/cases/" + open.caseId() + "/readings")
                    .then()
                    .body("readings.about", hasItem("cases"))
                    .body("readings.find { it.about == 'cases' }.decision", equalTo("unnamed")));
  }

  @Test
  void badParametersAreNamedWithTheRuleAndAFix() {
    for (String parameter :
        List.of(
            "state=Zanahoria",
            "severity=Zanahoria",
            "actType=Zanahoria",
            "status=Zanahoria",
            "information=Zanahoria",
            "open=Zanahoria",
            "flagged=Zanahoria",
            "overdue=Zanahoria",
            "recordedSince=Zanahoria",
            "limit=0",
            "limit=201",
            "after=Zanahoria")) {
      String name = parameter.substring(0, parameter.indexOf('='));
      as("desk")
          .get("/v1/cases?" + parameter)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("errors[0].parameter", equalTo(name))
          .body("errors[0].rule", equalTo("parameter"))
          .body("errors[0].fix", containsString("Give"))
          .body(not(containsString("Zanahoria")));
    }
    for (String path : List.of("/v1/cases", "/v1/states", "/v1/states/CH", "/v1/resolutions")) {
      as("desk")
          .get(path + "?sate=CH")
          .then()
          .statusCode(400)
          .body("errors[0].parameter", equalTo("sate"))
          .body("errors[0].rule", equalTo("unknown-parameter"));
    }
  }

  @Test
  void statesCanBeFilteredAndKeptAsFilesThatSayForWhatTheyWereComputed() {
    post(of().act("a", ActType.KILLING, "2026-11-20", "MK"));
    settled();
    as("ops")
        .get("/v1/states?membership=observer")
        .then()
        .body("states.code", contains("PS", "VA"));
    as("ops")
        .get("/v1/states?membership=member&withActs=true")
        .then()
        .body("states.code", hasItem("MK"))
        .body("states.findAll { it.acts == 0 }", empty());
    as("ops").get("/v1/states?membership=all").then().statusCode(400);
    String knownAt = as("ops").get("/v1/states/MK").path("knownAt");
    String stamp = knownAt.replaceAll("[:.]", "-");
    Response csv = as("ops").accept("text/csv").get("/v1/states/MK?knownAt=" + knownAt);
    csv.then()
        .statusCode(200)
        .header("Content-Disposition", containsString("tocsin-state-MK-" + stamp + ".csv"));
    List<String> lines = csv.asString().lines().toList();
    assertTrue(
        lines.contains(
            "\"MK\",\"North Macedonia\",\"member\",\"acts.byType\",\"killing\",1,\"reported\",,\""
                + knownAt
                + "\""),
        csv.asString());
    assertTrue(lines.stream().skip(1).allMatch(line -> line.endsWith("\"" + knownAt + "\"")));
    as("ops")
        .get("/v1/states/MK?download=true&knownAt=" + knownAt)
        .then()
        .statusCode(200)
        .header("Content-Disposition", containsString("tocsin-state-MK-" + stamp + ".json"))
        .body("knownAt", equalTo(knownAt));
    as("ops")
        .get("/v1/states?download=true&knownAt=" + knownAt)
        .then()
        .header("Content-Disposition", containsString("tocsin-states-" + stamp + ".json"));
  }

  private void filtered(String filter, Events... expected) {
    assertEquals(
        Stream.of(expected).map(each -> each.caseId().toString()).toList(),
        list("state=MD&" + filter).extract().path("cases.id"),
        filter);
  }

  private ValidatableResponse list(String filter) {
    return as("desk").get("/v1/cases?" + filter).then().statusCode(200);
  }

  private static List<String> ids(Response answer) {
    answer.then().statusCode(200);
    return answer.path("cases.id");
  }

  /** The next page, of which the header and the body say the same. */
  private static String next(Response answer) {
    String mark = answer.path("next");
    String link = answer.header("Link");
    if (mark == null) {
      assertEquals(null, link);
      return null;
    }
    assertTrue(link.startsWith("<") && link.endsWith(">; rel=\"next\""), link);
    assertTrue(link.contains("after=" + mark), link);
    return link.substring(1, link.indexOf('>'));
  }

  private Events of() {
    return Events.ofNewCase().by(organisation);
  }

  private RequestSpecification as(String user) {
    return given().auth().preemptive().basic(user, staff.password(user));
  }

  private void post(Event... posted) {
    for (Event event : posted) {
      log.append(
              Topics.REPRISAL_EVENTS,
              event.header().subject().toString(),
              EventCodec.toCloudEvent(event))
          .join();
    }
  }

  private void settled() {
    Settled.await(dataSource, reached);
  }

  /** All desk events have one origin, so that their ids must not meet those of other tests. */
  private static String unique(String id) {
    return id + "-" + UUID.randomUUID();
  }
}
