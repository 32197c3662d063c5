package org.tocsin.registry.live;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.Listening;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.CasesLinked;
import org.tocsin.events.Event;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Desk;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.Settled;
import org.tocsin.registry.history.Position;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** Streams over HTTP, with a real broker and database. Each test has States of its own. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class LiveTest {

  /** The streams that an instance keeps, where nothing is configured. */
  private static final int MOST = 200;

  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));

  @BeforeEach
  void ready() {
    soon().until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void aChangeIsToldAndThePageWithoutAHorizonShowsIt() {
    try (var live = listen("/v1/states/live", null)) {
      opened(live);
      post(first.act("a", ActType.RAID, "2026-11-20", "KG"));
      soon().until(() -> states(live).contains("KG"));
      as("ops").get("/v1/states/KG").then().body("acts.total", equalTo(1));
      var told = live.came().stream().filter(each -> "state".equals(each.name())).toList();
      var data = told.getFirst().data();
      assertEquals(Set.of("state", "knownAt"), fields(data));
      assertTrue(Position.of(live.lastId()).isPresent());
      as("ops")
          .get("/v1/states/KG?knownAt=" + data.path("knownAt").asText())
          .then()
          .body("acts.total", equalTo(1));
    }
  }

  @Test
  void bothStatesOfACorrectionAreToldAndThoseOfThePersonsOtherCases() {
    var second = first.withCase(UUID.randomUUID());
    post(
        first.act("a", ActType.RAID, "2026-11-20", "KH"),
        second.act("b", ActType.ARBITRARY_ARREST, "2026-11-20", "KI"));
    settled();
    try (var live = listen("/v1/states/live", null)) {
      opened(live);
      post(first.correction("c", "a", "2026-11-21", change("responsibleState", "KM")));
      soon().until(() -> states(live).containsAll(Set.of("KH", "KM")));
      post(first.status("s", PersonStatus.RELEASED, "2026-11-22"));
      soon().until(() -> states(live).contains("KI"));
    }
  }

  @Test
  void aStreamOfOneStateTellsOfNoOther() {
    try (var live = listen("/v1/states/live?state=KN", null)) {
      opened(live);
      post(
          first.act("a", ActType.RAID, "2026-11-20", "KW"),
          first.act("b", ActType.RAID, "2026-11-20", "KN"));
      soon().until(() -> states(live).contains("KN"));
      assertEquals(Set.of("KN"), Set.copyOf(states(live)));
    }
  }

  @Test
  void whoComesBackIsToldWhatWasMissedAlsoAfterNobodyListened() {
    String lastId;
    try (var live = listen("/v1/states/live", null)) {
      opened(live);
      lastId = live.lastId();
    }
    post(first.act("a", ActType.RAID, "2026-11-20", "KZ"));
    settled();
    try (var live = listen("/v1/states/live", lastId)) {
      soon().until(() -> states(live).contains("KZ"));
      String after = live.lastId();
      assertFalse(after.equals(lastId));
      try (var again = listen("/v1/states/live?state=KZ", after)) {
        opened(again);
        assertEquals(List.of(), states(again));
      }
    }
  }

  @Test
  void connectionsThatBreakAgainAndAgainMissNothingWhileEventsCome() {
    String lastId;
    try (var live = listen("/v1/states/live", null)) {
      opened(live);
      lastId = live.lastId();
    }
    Set<String> told = new HashSet<>();
    var posted = List.of("LA", "LB", "LC", "TH", "LK", "LR", "LS", "TJ");
    for (String state : posted) {
      try (var live = listen("/v1/states/live", lastId)) {
        post(first.act("a-" + state, ActType.RAID, "2026-11-20", state));
        soon().until(() -> !live.came().isEmpty());
        // Hung up at once, be it before or after this one was told.
        told.addAll(states(live));
        lastId = live.lastId() == null ? lastId : live.lastId();
      }
    }
    try (var live = listen("/v1/states/live", lastId)) {
      soon()
          .until(
              () -> {
                told.addAll(states(live));
                return told.containsAll(posted);
              });
    }
  }

  @Test
  void whoWasToldNothingYetIsToldOfEverythingThatEverChanged() {
    post(first.act("a", ActType.RAID, "2026-11-20", "TM"));
    settled();
    try (var live = listen("/v1/states/live?state=TM", Position.BEGINNING.toString())) {
      soon().until(() -> states(live).contains("TM"));
    }
  }

  @Test
  void aCaseIsToldToTheDeskAndEndsForWhoIsTakenOffItsList() {
    post(first.act("a", ActType.RAID, "2026-11-20", "TN"));
    settled();
    String path = "/v1/cases/" + first.caseId() + "/live";
    as("ops").get(path).then().statusCode(403);
    as("desk").get("/v1/cases/" + UUID.randomUUID() + "/live").then().statusCode(404);
    try (var live = listen(path, null)) {
      opened(live);
      post(first.status("s", PersonStatus.RELEASED, "2026-11-21"));
      soon().until(() -> names(live).contains("case"));
      var data = live.came().getLast().data();
      assertEquals(Set.of("caseId", "knownAt"), fields(data));
      assertEquals(first.caseId().toString(), data.path("caseId").asText());
      long before = names(live).stream().filter("case"::equals).count();
      post(Desk.write(first.event(unique("n"), "2026-11-22", new NeedToKnowSet(List.of("ana")))));
      soon().until(live::hasEnded);
      assertEquals(before, names(live).stream().filter("case"::equals).count());
    }
    as("desk")
        .get(path)
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("/problems/need-to-know"));
  }

  @Test
  void aCaseIsToldOfLinksThatAnotherCaseCarries() {
    var second = first.withCase(UUID.randomUUID());
    post(
        first.act("a", ActType.RAID, "2026-11-20", "LY"),
        second.act("b", ActType.RAID, "2026-11-20", "LY"));
    settled();
    try (var live = listen("/v1/cases/" + first.caseId() + "/live", null)) {
      opened(live);
      var other = new CaseId(first.caseId());
      post(Desk.write(second.event(unique("l"), "2026-11-22", new CasesLinked(other, null))));
      soon().until(() -> names(live).contains("case"));
    }
  }

  @Test
  void aStreamGoesOnThroughARebuildOfTheTables() {
    try (var live = listen("/v1/states/live?state=MR", null)) {
      opened(live);
      as("ops").post("/v1/rebuild").then().statusCode(202);
      var posted = new ArrayList<String>();
      await()
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(300))
          .until(
              () -> {
                String id = "a" + posted.size();
                post(first.act(id, ActType.RAID, "2026-11-20", "MR"));
                posted.add(id);
                return "done".equals(as("ops").get("/v1/rebuild").path("state"));
              });
      settled();
      String known = as("ops").get("/v1/states/MR").path("knownAt");
      as("ops").get("/v1/states/MR").then().body("acts.total", equalTo(posted.size()));
      int before = states(live).size();
      post(first.act("last", ActType.RAID, "2026-11-20", "MR"));
      soon()
          .until(
              () ->
                  states(live).size() > before
                      && live.came().getLast().data().path("knownAt").asText().compareTo(known)
                          > 0);
      as("ops").get("/v1/states/MR").then().body("acts.total", equalTo(posted.size() + 1));
    }
  }

  @Test
  void thereAreOnlySoManyStreamsAndAPlaceIsFreeWhenOneHangsUp() {
    var open = new ArrayList<Listening>();
    try {
      for (int i = 0; i < MOST; i++) {
        open.add(listen("/v1/states/live?state=MA", null));
      }
      as("ops")
          .get("/v1/states/live")
          .then()
          .statusCode(503)
          .header("Retry-After", notNullValue())
          .body("type", equalTo("/problems/overloaded"));
    } finally {
      open.forEach(Listening::close);
    }
    soon()
        .ignoreExceptionsMatching(AssertionError.class::isInstance)
        .untilAsserted(
            () -> {
              try (var live = listen("/v1/states/live", null)) {
                opened(live);
              }
            });
  }

  @Test
  void whatCannotBeReadIsNamed() {
    as("ops")
        .get("/v1/states/live?state=Zanahoria")
        .then()
        .statusCode(400)
        .body("errors[0].parameter", equalTo("state"));
    as("ops")
        .get("/v1/states/live?stat=CH")
        .then()
        .statusCode(400)
        .body("errors[0].rule", equalTo("unknown-parameter"));
    as("ops")
        .header("Last-Event-ID", "nonsense")
        .get("/v1/states/live")
        .then()
        .statusCode(400)
        .body("errors[0].header", equalTo("Last-Event-ID"));
  }

  private Listening listen(String path, String lastEventId) {
    return Listening.to(
        "http://localhost:" + RestAssured.port + path, "desk", staff.password("desk"), lastEventId);
  }

  private static void opened(Listening live) {
    soon().until(() -> names(live).contains("open"));
  }

  private static List<String> names(Listening live) {
    return live.came().stream().map(Listening.Came::name).toList();
  }

  private static List<String> states(Listening live) {
    return live.came().stream()
        .filter(each -> "state".equals(each.name()))
        .map(each -> each.data().path("state").asText())
        .toList();
  }

  private static Set<String> fields(JsonNode data) {
    var names = new HashSet<String>();
    data.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Changes change(String field, String value) {
    return new Changes(JsonNodeFactory.instance.objectNode().put(field, value));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30));
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
