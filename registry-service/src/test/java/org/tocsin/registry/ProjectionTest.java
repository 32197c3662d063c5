package org.tocsin.registry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.EventConfirmed;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventRetracted;
import org.tocsin.events.FocalPointChanged;
import org.tocsin.events.ResolutionAdopted;
import org.tocsin.events.SealedPart;
import org.tocsin.events.StatePositionRecorded;
import org.tocsin.events.Subject;
import org.tocsin.events.Tally;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IncidentId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.identity.Symbol;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.FocalPointStep;
import org.tocsin.events.vocabulary.Mechanism;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.StatedPosition;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.events.vocabulary.Vote;
import org.tocsin.registry.follow.Projection;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.Topics;

/** From the record to the pages: real broker and database. Each test has a State of its own. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class ProjectionTest {

  StaffResource.Staff staff;
  SecretsResource.Peer peer;
  KeyEncryption encryption;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject EventStore events;
  @Inject Projection projection;
  @Inject Reached reached;

  /** Of an organisation of its own, whose ids meet no other test's. */
  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));

  @BeforeEach
  void ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @DisplayName("Rule 4: duplicates count once")
  @Test
  void theFirstReportOpensACaseAndItsRepeatsChangeNothing() {
    Event act = first.act("a", ActType.TRAVEL_INTERCEPTION, "2026-11-20", "AD");
    post(act, act, act);
    settled();
    state("AD")
        .body("acts.total", equalTo(1))
        .body("acts.bySeverity.severe", equalTo(1))
        .body("acts.corroborated", equalTo(0))
        .body("openCases", equalTo(1))
        .body("personsByStatus.travel-blocked", equalTo(1));
    page("desk", "/v1/cases/" + first.caseId())
        .body("timeline", hasSize(1))
        .body("status", equalTo("travel-blocked"))
        .body("corroborated", equalTo(false));
  }

  @DisplayName("Rule 8: corrections move counts")
  @Test
  void aCorrectedStateLowersOneAndRaisesTheOther() {
    post(
        first.act("a", ActType.RAID, "2026-11-20", "AG"),
        first.correction("c", "a", "2026-11-21", change("responsibleState", "AL")));
    settled();
    state("AG").body("acts.total", equalTo(0)).body("openCases", equalTo(0));
    state("AL").body("acts.total", equalTo(1)).body("openCases", equalTo(1));
    page("desk", "/v1/cases/" + first.caseId())
        .body("timeline[0].state", equalTo("corrected"))
        .body("timeline[0].reported.responsibleState", equalTo("AG"));
  }

  @Test
  void aRetractedDeathRestoresTheStatesFigures() {
    post(
        first.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "AM"),
        first.act("d", ActType.DEATH_IN_CUSTODY, "2026-11-21", "AM"),
        first.retraction("r", "d", "2026-11-21"));
    settled();
    state("AM")
        .body("acts.byType", equalTo(Map.of("arbitrary-arrest", 1)))
        .body("personsByStatus", equalTo(Map.of("detained", 1)));
  }

  @Test
  void reportsOfOneActByTwoOrganisationsAreOneActInTwoCases() {
    var source = new SourceId(UUID.randomUUID());
    post(
        first.quoting(source).act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "AO"),
        Events.ofNewCase()
            .by(first.organisation() + "-two")
            .quoting(source)
            .act("b", ActType.ARBITRARY_ARREST, "2026-11-20", "AO"));
    settled();
    state("AO")
        .body("acts.total", equalTo(1))
        .body("acts.corroborated", equalTo(0))
        .body("openCases", equalTo(2));
    page("desk", "/v1/states")
        .body("states.find { it.code == 'AO' }.acts", equalTo(1))
        .body("states.find { it.code == 'AO' }.membership", equalTo("member"))
        .body("states.find { it.code == 'VA' }.membership", equalTo("observer"))
        .body("states.findAll { it.membership == 'member' }", hasSize(193));
  }

  @Test
  void figuresAreAFileForSpreadsheetsThatSaysInEveryLineForWhatTimesItWasComputed() {
    post(first.act("a", ActType.KILLING, "2026-11-20", "KP"));
    settled();
    String knownAt = as("ops").get("/v1/states").path("knownAt");
    String file =
        as("ops")
            .accept("text/csv")
            .get("/v1/states?asOf=2026-11-21&knownAt=" + knownAt)
            .then()
            .statusCode(200)
            .contentType("text/csv")
            .header("Content-Disposition", containsString(".csv"))
            .extract()
            .asString();
    String line = file.lines().filter(each -> each.startsWith("\"KP\"")).findFirst().orElseThrow();
    assertTrue(
        line.endsWith("\"reported\",\"2026-11-21T23:59:59.999Z\",\"" + knownAt + "\""), line);
    assertTrue(line.contains(",1,0,1,1,"), line);
    assertTrue(line.contains("\"Democratic People's Republic of Korea\""), line);
    as("ops")
        .get("/v1/states?knownAt=2199-01-01")
        .then()
        .statusCode(400)
        .body("errors[0].rule", equalTo("not-ahead"));
    as("ops")
        .get("/v1/states/KP?asOf=yesterday")
        .then()
        .statusCode(400)
        .body("errors[0].parameter", equalTo("asOf"));
  }

  @Test
  void aDefendersStatusComesFromAllCases() {
    var second = first.withCase(UUID.randomUUID());
    post(
        first.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "AR"),
        second.status("s", PersonStatus.RELEASED, "2026-11-22"));
    settled();
    page("desk", "/v1/defenders/" + first.defender())
        .body("status", equalTo("released"))
        .body("statuses.status", equalTo(List.of("detained", "released")))
        .body("cases", hasSize(2));
    state("AR").body("personsByStatus", equalTo(Map.of("released", 1)));
  }

  @Test
  void aStatusThatReturnsInOneCaseAfterAnotherCaseChangedItStands() {
    var second = first.withCase(UUID.randomUUID());
    post(
        first.status("1", PersonStatus.DETAINED, "2026-11-01"),
        second.status("3", PersonStatus.RELEASED, "2026-11-03"),
        first.status("5", PersonStatus.DETAINED, "2026-11-05"));
    settled();
    page("desk", "/v1/defenders/" + first.defender())
        .body("status", equalTo("detained"))
        .body("statuses.status", equalTo(List.of("detained", "released", "detained")));
  }

  @Test
  void corroborationThroughAThirdReportShowsOnTheCaseAsInTheFigures() {
    var incident = Optional.of(new IncidentId(UUID.randomUUID()));
    var quoted = first.quoting(new SourceId(UUID.randomUUID()));
    var other = Events.ofNewCase().by(first.organisation() + "-two");
    post(
        quoted.act("a", ActType.RAID, "2026-11-20", "BB"),
        quoted.withCase(UUID.randomUUID()).of(incident).act("b", ActType.RAID, "2026-11-20", "BB"),
        other.of(incident).act("c", ActType.RAID, "2026-11-20", "BB"));
    settled();
    state("BB").body("acts.total", equalTo(1)).body("acts.corroborated", equalTo(1));
    page("desk", "/v1/cases/" + first.caseId()).body("corroborated", equalTo(true));
  }

  @Test
  void namesAreForTheDeskOnlyAndGroupsAreNoPersons() throws Exception {
    var names =
        (ObjectNode)
            new ObjectMapper()
                .readTree("{\"names\": [{\"text\": \"Zanahoria Ejemplo\", \"script\": \"Latn\"}]}");
    Event described =
        first.event(
            "g",
            "2026-11-20",
            new DefenderDescribed(Term.of(DefenderKind.GROUP), null, null, null),
            new Subject.OfCase(new CaseId(first.caseId())),
            new SealedPart.Open(names));
    DataKey key = DataKey.create(KeyName.ownerOf(described));
    post(
        Sealing.seal(described, key),
        first.act("a", ActType.TRAVEL_INTERCEPTION, "2026-11-20", "AT"));
    settled();
    String defender = "/v1/defenders/" + first.defender();
    page("desk", defender).body("names", nullValue()).body("kind", equalTo("group"));
    publish(key.name(), encryption.wrap(key));
    settled();
    state("AT").body("personsByStatus", equalTo(Map.of()));
    page("desk", defender)
        .body("names[0].text", equalTo("Zanahoria Ejemplo"))
        .body("kind", equalTo("group"));
    page("on-call", defender).body("names[0].text", equalTo("Zanahoria Ejemplo"));
    page("admin", defender).body("kind", equalTo("group"));
    page("desk", "/v1/cases/" + first.caseId())
        .body("timeline[0].sealed.names[0].text", equalTo("Zanahoria Ejemplo"));
    page("ops", "/v1/states/AT").body(not(containsString("Zanahoria")));
    as("ops").get(defender).then().statusCode(403).body(not(containsString("Zanahoria")));
    as("ops").get("/v1/cases/" + first.caseId()).then().statusCode(403);
    publish(key.name(), null);
    settled();
    page("desk", defender).body("names", nullValue());
  }

  @Test
  void aFutureDateIsHeldOutOfFiguresUntilTheDeskConfirmsIt() {
    Event future = first.act("a", ActType.RAID, "2199-01-01", "BD");
    post(future);
    settled();
    state("BD").body("acts.total", equalTo(0)).body("openCases", equalTo(0));
    follow("events/a").body("state", equalTo("held")).body("flags", hasItem("future-date"));
    Event confirmed =
        first.event(
            "c",
            "2026-11-20",
            new EventConfirmed(new EventId("a"), new Organisation(first.organisation())));
    post(Desk.write(confirmed));
    settled();
    state("BD").body("acts.total", equalTo(1)).body("openCases", equalTo(1));
    follow("events/a").body("state", equalTo("standing"));
  }

  @Test
  void aPartnerIsToldWhatBecameOfItsEvents() {
    post(
        first.act("a", ActType.RAID, "2026-11-20", "BF"),
        first.correction("c", "a", "2026-11-21", change("actType", "torture")),
        first.status("s", PersonStatus.DETAINED, "2026-11-20"),
        first.retraction("r", "s", "2026-11-22"),
        first.retraction("w", "not-there", "2026-11-22"),
        first.withDigest("f".repeat(64)).act("a", ActType.KILLING, "2026-11-20", "BF"),
        first.event(
            "l",
            "2026-01-02",
            new CommunicationSent(
                Term.of(Mechanism.SPECIAL_PROCEDURES),
                "AL 1/2026",
                State.of("BF").orElseThrow(),
                LocalDate.of(2026, 1, 2))));
    settled();
    follow("events/a")
        .body("state", equalTo("corrected"))
        .body("correctedBy", equalTo(List.of("c")))
        .body("conflicts", hasSize(1));
    follow("events/s").body("state", equalTo("retracted")).body("retractedBy", equalTo("r"));
    follow("events/c").body("state", equalTo("standing"));
    follow("events/w").body("state", equalTo("waiting"));
    follow("events/l").body("letter.reply", equalTo("overdue"));
    follow("cases/" + first.caseId()).body("open", equalTo(true)).body("events", hasSize(6));
    String elsewhere = "/v1/submissions/another-ngo/";
    asPeer().get(elsewhere + "events/a").then().statusCode(404);
    asPeer().get(elsewhere + "cases/" + first.caseId()).then().statusCode(404);
    as("desk").get("/v1/submissions/" + first.organisation() + "/events/a").then().statusCode(403);
    given()
        .header("Authorization", "Bearer tocsin-peer_" + "x".repeat(43))
        .get(elsewhere + "events/a")
        .then()
        .statusCode(401);
  }

  @DisplayName(
      "Rule 4: same id with other content: the least (recordedAt, digest) is kept, whatever order they arrive in")
  @Test
  void ofTwoContentsUnderOneIdTheLeastStandsInWhateverOrderTheyCome() throws Exception {
    Event one = first.withDigest("1".repeat(64)).act("a", ActType.RAID, "2026-11-20", "AU");
    var second = Events.ofNewCase().by(first.organisation());
    Event two = second.withDigest("2".repeat(64)).act("a", ActType.RAID, "2026-11-20", "AU");
    var moment = Events.recorded(one, 0).recordedAt();
    for (var order : List.of(List.of(one, two), List.of(two, one))) {
      try (var connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        for (int i = 0; i < order.size(); i++) {
          projection.handle(
              connection, List.of(new Logged<>(order.get(i), "reprisal-events", 99, i, moment)));
        }
        assertEquals(1, events.standing(connection, first.caseId().toString()).size());
        assertEquals(0, events.standing(connection, second.caseId().toString()).size());
        assertEquals(1, events.conflicting(connection, second.caseId().toString()).size());
        connection.rollback();
      }
    }
  }

  @Test
  void aChangedRepeatIsShownToTheDeskAndDoesNotCount() {
    post(
        first.act("a", ActType.RAID, "2026-11-20", "AZ"),
        first.withDigest("f".repeat(64)).act("a", ActType.KILLING, "2026-11-20", "AZ"));
    settled();
    state("AZ").body("acts.byType", equalTo(Map.of("raid", 1)));
    page("desk", "/v1/cases/" + first.caseId())
        .body("conflicts", hasSize(1))
        .body("conflicts[0].eventId", equalTo("a"));
  }

  @DisplayName("Rule 7: vote and stated position are separate facts")
  @Test
  void aVoteIsNeverDerivedFromAPositionAndTheFocalPointShowsItsSteps() {
    State state = State.of("BA").orElseThrow();
    var symbol = new Symbol("TEST-1-" + (System.nanoTime() % 1_000_000));
    post(
        first.event(
            "p-" + symbol,
            "2013-09-27",
            new StatePositionRecorded(state, symbol, null, Term.of(StatedPosition.OPPOSED), null),
            new Subject.OfState(state),
            new SealedPart.None()),
        first.event(
            "r-" + symbol,
            "2013-09-27",
            new ResolutionAdopted(
                symbol, "Council", LocalDate.of(2013, 9, 27), new Tally(31, 1, 15), null),
            new Subject.OfResolution(symbol),
            new SealedPart.None()),
        first.event(
            "f-" + symbol,
            "2013-09-27",
            new FocalPointChanged(Term.of(FocalPointStep.REQUESTED), null),
            new Subject.OfFocalPoint(),
            new SealedPart.None()));
    settled();
    state("BA")
        .body("positions[0].statedPosition.value", equalTo("opposed"))
        .body("positions[0].statedPosition.source", equalTo("lawyer"))
        .body("positions[0].vote", nullValue());
    post(
        first.event(
            "v-" + symbol,
            "2013-09-27",
            new StatePositionRecorded(state, symbol, Term.of(Vote.NOT_A_MEMBER), null, null),
            new Subject.OfState(state),
            new SealedPart.None()));
    settled();
    String own = "resolutions.find { it.symbol == '" + symbol + "' }";
    page("desk", "/v1/resolutions")
        .body(own + ".tally.inFavour", equalTo(31))
        .body(own + ".positions[0].statedPosition.value", equalTo("opposed"))
        .body(own + ".positions[0].vote.value", equalTo("not-a-member"));
    page("desk", "/v1/focal-point").body("steps[0].step", equalTo("requested"));
    post(
        first.event(
            "c-" + symbol,
            "2013-09-28",
            new EventRetracted(new EventId("p-" + symbol), null),
            new Subject.OfState(state),
            new SealedPart.None()),
        first.event(
            "d-" + symbol,
            "2013-09-28",
            new EventCorrected(new EventId("f-" + symbol), change("step", "deferred"), null),
            new Subject.OfFocalPoint(),
            new SealedPart.None()));
    settled();
    state("BA").body("positions[0].statedPosition", nullValue());
    page("desk", "/v1/focal-point")
        .body("steps[0].step", equalTo("deferred"))
        .body("steps[0].occurredAt.precision", equalTo("day"));
  }

  @Test
  void withoutACredentialOnlyHealthIsOpenAndWhatIsNotThereIsAProblem() {
    for (String path : List.of("/v1/states", "/v1/focal-point", "/v1/resolutions", "/q/metrics")) {
      given().get(path).then().statusCode(401);
    }
    as("desk").get("/v1/states/ZZ").then().statusCode(404).contentType("application/problem+json");
    as("desk").get("/v1/cases/" + UUID.randomUUID()).then().statusCode(404);
    as("desk").get("/v1/defenders/" + UUID.randomUUID()).then().statusCode(404);
    as("desk").get("/v1/cases/no-uuid").then().statusCode(404);
  }

  private RequestSpecification as(String user) {
    return given().auth().preemptive().basic(user, staff.password(user));
  }

  private ValidatableResponse page(String user, String path) {
    return as(user).get(path).then().statusCode(200);
  }

  private ValidatableResponse state(String code) {
    return page("desk", "/v1/states/" + code);
  }

  private RequestSpecification asPeer() {
    return given().header("Authorization", peer.authorization());
  }

  private ValidatableResponse follow(String path) {
    return asPeer()
        .get("/v1/submissions/" + first.organisation() + "/" + path)
        .then()
        .statusCode(200);
  }

  private void publish(KeyName name, byte[] wrapped) {
    byte[] value =
        wrapped == null
            ? null
            : JsonNodeFactory.instance
                .objectNode()
                .put("wrapped", Base64.getEncoder().encodeToString(wrapped))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    log.appendBeside(Topics.SEALING_KEYS, name.owner(), name.toString(), value).join();
  }

  private static Changes change(String field, String value) {
    return new Changes(JsonNodeFactory.instance.objectNode().put(field, value));
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
}
