package org.tocsin.registry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.DefendersMerged;
import org.tocsin.events.DefendersUnmerged;
import org.tocsin.events.Event;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.shape.Changes;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** From described names to what is suggested: real broker and database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class SuggestionsTest {

  StaffResource.Staff staff;
  KeyEncryption encryption;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  private final Events second = Events.ofNewCase().by(first.organisation());

  @BeforeEach
  void ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void oneNameInTwoScriptsIsSuggestedWhicheverOfEventAndKeyComesFirst() {
    var source = new SourceId(UUID.randomUUID());
    Event one = first.quoting(source).describedAs("d1", "Lavrenti Ovoshchnov");
    Event other = second.quoting(source).describedAs("d2", "Лаврентий Овощнов");
    DataKey oneKey = DataKey.create(KeyName.ownerOf(one));
    DataKey otherKey = DataKey.create(KeyName.ownerOf(other));
    post(Sealing.seal(one, oneKey));
    publish(otherKey, true);
    settled();
    post(Sealing.seal(other, otherKey));
    publish(oneKey, true);
    settled();
    ofFirst()
        .body("", hasSize(1))
        .body("[0].defenders[1]", equalTo(second.defender().toString()))
        .body("[0].score", equalTo(1.0f))
        .body("[0].reasons.code", equalTo(List.of("transliteration-equal", "same-source")))
        .body("[0].reasons[0].words", containsString("Latin letters"));
    page("?limit=100")
        .body(pair() + ".score", equalTo(0.9f))
        .body(pair() + ".reasons.code", hasItem("same-source"));
    page("?limit=100&minimumScore=0.95").body(pair(), equalTo(null));
    for (String path :
        List.of("/v1/suggestions", "/v1/defenders/" + first.defender() + "/suggestions")) {
      given()
          .auth()
          .preemptive()
          .basic("ops", staff.password("ops"))
          .get(path)
          .then()
          .statusCode(403);
    }
  }

  @Test
  void correctionsRetractionsAndDestroyedKeysChangeWhatIsSuggested() {
    DataKey key = describe(first, "d1", "Zebulon Rettichov");
    describe(second, "d2", "Zebulon Rettichov");
    settled();
    ofFirst().body("[0].score", equalTo(1.0f));
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    names.withArray("names").addObject().put("text", "Kunibert Kohlrabi");
    Event correction =
        first.event(
            "c1",
            "2026-11-21",
            new EventCorrected(
                new EventId("d1"), new Changes(JsonNodeFactory.instance.objectNode()), null),
            new Subject.OfCase(new CaseId(first.caseId())),
            new SealedPart.Open(JsonNodeFactory.instance.objectNode().set("sealedChanges", names)));
    post(Sealing.seal(correction, key));
    settled();
    ofFirst().body("", hasSize(0));
    post(second.retraction("r2", "d2", "2026-11-22"));
    var third = Events.ofNewCase().by(first.organisation());
    DataKey thirdKey = describe(third, "d3", "Kunibert Kohlrabi");
    settled();
    ofFirst().body("[0].defenders[1]", equalTo(third.defender().toString()));
    publish(thirdKey, false);
    settled();
    ofFirst().body("", hasSize(0));
  }

  @Test
  void whatTheDeskHasMergedIsSuggestedNoMoreUntilItIsUnmerged() {
    describe(first, "d1", "Philomena Steckrube");
    describe(second, "d2", "Filomena Steckrübe");
    settled();
    ofFirst().body("", hasSize(1)).body("[0].score", greaterThan(0.6f));
    var one = new DefenderId(first.defender());
    var other = new DefenderId(second.defender());
    post(byTheDesk("m-" + first.caseId(), "2026-11-21", new DefendersMerged(one, other)));
    settled();
    ofFirst().body("", hasSize(0));
    page("?limit=100").body(pair(), equalTo(null));
    post(byTheDesk("u-" + first.caseId(), "2026-11-22", new DefendersUnmerged(other, one)));
    settled();
    ofFirst().body("", hasSize(1));
  }

  @Test
  void whatTheDeskHasDismissedIsSuggestedNoMoreUntilTheNamesOfOneOfThemChange() {
    describe(first, "d1", "Apollonia Zichorie");
    DataKey key = describe(second, "d2", "Apollonia Zichorie");
    settled();
    ofFirst().body("", hasSize(1));
    String decision =
        "{\"type\": \"merge-suggestion-dismissed\", \"other\": \"%s\", \"reason\": \"Aunt and niece.\"}"
            .formatted(second.defender());
    decide("ops", decision).statusCode(403);
    decide("desk", decision.replace("\"Aunt and niece.\"", "null"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/reason"));
    decide("desk", decision.replace("}", ", \"names\": \"x\"}"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/names"));
    decide("desk", decision.replace(second.defender().toString(), UUID.randomUUID().toString()))
        .statusCode(409);
    var made = decide("desk", decision).statusCode(201).extract();
    ofFirst().body("", hasSize(0));
    page("?limit=100").body(pair(), equalTo(null));
    page("?limit=100&dismissed=true")
        .body(pair() + ".dismissal.by", equalTo("desk"))
        .body(pair() + ".dismissal.eventId", equalTo(made.path("id")))
        .body(pair() + ".dismissal.caseId", equalTo(first.caseId().toString()));
    decide("desk", decision).statusCode(409);

    // The same names once more are no change; another name is, and so is the end of it.
    post(Sealing.seal(second.describedAs("again", "Apollonia Zichorie"), key));
    settled();
    ofFirst().body("", hasSize(0));
    post(Sealing.seal(second.describedAs("more", "Leocadia Melde"), key));
    settled();
    ofFirst().body("", hasSize(1));
    post(second.retraction("less", "more", "2026-11-22"));
    settled();
    ofFirst().body("", hasSize(0));

    var taken =
        asDesk()
            .header("If-Match", asDesk().get("/v1/cases/" + first.caseId()).header("ETag"))
            .contentType("application/json")
            .body(
                "{\"type\": \"event-retracted\", \"occurredAt\": {\"value\": \"2026-11-22\", \"precision\": \"day\"}, \"retracts\": \"%s\"}"
                    .formatted(made.<String>path("id")))
            .post("/v1/cases/" + first.caseId() + "/decisions");
    taken.then().statusCode(201);
    ofFirst().body("", hasSize(1));
    page("?limit=100").body(pair() + ".score", equalTo(1.0f));
    page("?limit=100&dismissed=true").body(pair(), equalTo(null));
  }

  @Test
  void pagesFollowOneAnotherAndNoneIsLeftOut() {
    for (int i = 0; i < 4; i++) {
      describe(Events.ofNewCase().by(first.organisation()), "d" + i, "Balduin Pastinakov");
    }
    settled();
    var seen = new HashSet<String>();
    String next = "";
    do {
      Map<?, ?> page = page("?limit=2&minimumScore=0.5" + next).extract().as(Map.class);
      for (Object one : (List<?>) page.get("suggestions")) {
        assertTrue(seen.add(((Map<?, ?>) one).get("defenders").toString()));
      }
      next = page.get("next") == null ? null : "&after=" + page.get("next");
    } while (next != null);
    assertTrue(seen.size() >= 6);
    for (String wrong : List.of("?limit=0", "?minimumScore=2", "?after=x")) {
      asDesk("/v1/suggestions" + wrong)
          .statusCode(400)
          .body("type", containsString("invalid-request"));
    }
  }

  @Test
  void noNameStandsInPlainTextInTheIndexAndReadingIsAudited() throws Exception {
    describe(first, "d1", "Canarina Topinambur");
    describe(second, "d2", "Canarina Topinambur");
    settled();
    ofFirst().body("", hasSize(1)).body("[0]", not(containsString("Topinambur")));
    try (var connection = dataSource.getConnection()) {
      for (String table :
          List.of(
              "name_token",
              "suggestion",
              "described",
              "described_name",
              "defender_name",
              "described_key",
              "indexed_names",
              "event")) {
        try (var query =
                connection.prepareStatement(
                    "SELECT t::text, encode(convert_to(t::text, 'UTF8'), 'hex') FROM "
                        + table
                        + " t");
            var row = query.executeQuery()) {
          while (row.next()) {
            for (String canary : List.of("opinambur", "anarina", "topinamb")) {
              String hex = HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8));
              assertFalse(row.getString(1).contains(canary), table);
              assertFalse(row.getString(1).contains(hex), table);
            }
          }
        }
      }
    }
    assertEquals(
        Set.of("defender/" + first.defender(), "defender/" + second.defender()),
        AuditOf.about(Set.of(first.defender().toString(), second.defender().toString())));
  }

  private DataKey describe(Events of, String id, String name) {
    Event open = of.describedAs(id, name);
    DataKey key = DataKey.create(KeyName.ownerOf(open));
    publish(key, true);
    post(Sealing.seal(open, key));
    return key;
  }

  private Event byTheDesk(String id, String day, ReprisalEvent body) {
    Event event = first.event(id, day, body);
    EventHeader header = event.header();
    return new Event(
        new EventHeader(
            header.id(),
            new Origin.Desk(),
            header.subject(),
            Optional.empty(),
            Optional.empty(),
            header.occurredAt(),
            Optional.empty(),
            Optional.empty(),
            header.digest()),
        body,
        new SealedPart.None());
  }

  private String pair() {
    return "suggestions.find { it.defenders.contains('%s') && it.defenders.contains('%s') }"
        .formatted(first.defender(), second.defender());
  }

  private ValidatableResponse ofFirst() {
    return asDesk("/v1/defenders/" + first.defender() + "/suggestions").statusCode(200);
  }

  private ValidatableResponse page(String query) {
    return asDesk("/v1/suggestions" + query).statusCode(200);
  }

  private ValidatableResponse decide(String user, String decision) {
    String page = "/v1/defenders/" + first.defender();
    return given()
        .auth()
        .preemptive()
        .basic(user, staff.password(user))
        .header("If-Match", asDesk().get(page).header("ETag"))
        .contentType("application/json")
        .body(decision)
        .post(page + "/decisions")
        .then();
  }

  private RequestSpecification asDesk() {
    return given().auth().preemptive().basic("desk", staff.password("desk"));
  }

  private ValidatableResponse asDesk(String path) {
    return asDesk().get(path).then();
  }

  private void publish(DataKey key, boolean lives) {
    byte[] value =
        lives
            ? JsonNodeFactory.instance
                .objectNode()
                .put("wrapped", Base64.getEncoder().encodeToString(encryption.wrap(key)))
                .toString()
                .getBytes(StandardCharsets.UTF_8)
            : null;
    log.appendBeside(Topics.SEALING_KEYS, key.name().owner(), key.name().toString(), value).join();
  }

  private void post(Event event) {
    log.append(
            Topics.REPRISAL_EVENTS,
            event.header().subject().toString(),
            EventCodec.toCloudEvent(event))
        .join();
  }

  private void settled() {
    Settled.await(dataSource, reached);
  }
}
