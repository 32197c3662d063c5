package org.tocsin.intake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.service.log.EventDecoder;

@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class PostEventTest {

  private static final String EVENT =
      """
      {"specversion": "1.0", "id": "%s", "source": "/partners/example-ngo", "type": "org.tocsin.act-reported.v1",
       "data": {"occurredAt": {"value": "2026-11-20", "precision": "day"}, "caseRef": "case-1", "defenderRef": "Zanahoria Ejemplo",
                "source": {"kind": "lawyer"}, "actType": "travel-interception", "incidentState": "CH", "responsibleState": "CH"}}
      """;

  @BeforeEach
  void ready() {
    Posting.awaitReady();
  }

  @Test
  void anEventInStructuredModeIsRecordedBeforeItIsAccepted() throws Exception {
    long before = RecordedEvents.count();
    Posting.partner()
        .body(EVENT.formatted("structured-1"))
        .post("/v1/events")
        .then()
        .statusCode(202)
        .header("Location", endsWith("/v1/events/structured-1"))
        .body("status", equalTo("accepted"))
        .body("caseId", notNullValue())
        .body("defenderId", notNullValue())
        .body("recordedAt", notNullValue())
        .body("warnings", hasSize(0));
    assertEquals(before + 1, RecordedEvents.count());
    ConsumerRecord<String, byte[]> last = RecordedEvents.find("structured-1");
    var event = new EventDecoder().decode(last);
    assertEquals("/partners/example-ngo", event.header().origin().toString());
    assertEquals(last.key(), event.header().subject().toString());
    assertFalse(
        (last.key() + last.headers()).contains("Zanahoria"), "a name outside of the sealed part");
  }

  @Test
  void anEventInBinaryModeIsTheSameEvent() throws Exception {
    Posting.partner()
        .contentType("application/json")
        .header("ce-specversion", "1.0")
        .header("ce-id", "binary-1")
        .header("ce-source", "/partners/example-ngo")
        .header("ce-type", "org.tocsin.act-reported.v1")
        .body(EVENT.substring(EVENT.indexOf("\"data\":") + 7, EVENT.lastIndexOf('}')))
        .post("/v1/events")
        .then()
        .statusCode(202);
    Posting.partner()
        .body(EVENT.formatted("structured-2"))
        .post("/v1/events")
        .then()
        .statusCode(202);
    var decoder = new EventDecoder();
    assertEquals(
        decoder.decode(RecordedEvents.find("structured-2")).header().digest(),
        decoder.decode(RecordedEvents.find("binary-1")).header().digest());
  }

  @Test
  void anUnknownCodeIsTakenWithAWarning() throws Exception {
    Posting.partner()
        .body(EVENT.formatted("odd-1").replace("travel-interception", "a-new-kind"))
        .post("/v1/events")
        .then()
        .statusCode(202)
        .body("warnings.rule", hasItem("unrecognised-code"));
    assertTrue(RecordedEvents.find("odd-1") != null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not JSON|application/cloudevents+json|{\"Zanahoria|400",
        "a field twice|application/cloudevents+json|{\"id\": \"a\", \"id\": \"Zanahoria\"}|400",
        "something after it|application/cloudevents+json|{} Zanahoria|400",
        "no object|application/cloudevents+json|[\"Zanahoria\"]|400",
        "wrong media type|text/plain|Zanahoria|415",
        "missing fields|application/cloudevents+json|{\"specversion\": \"1.0\"}|422",
        "no attributes|application/json|{\"caseRef\": \"Zanahoria\"}|422",
      })
  void badInputIsRefusedAndNothingIsRecorded(String what, String mediaType, String body, int status)
      throws Exception {
    refused(Posting.partner().contentType(mediaType).body(body), status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a State that does not exist|\"responsibleState\": \"CH\"|\"responsibleState\": \"ZZ\"|/data/responsibleState",
        "a misspelt field|\"incidentState\"|\"incidntState\"|/data/incidntState",
        "a date without sense|2026-11-20|2026-02-31|/data/occurredAt",
        "a null byte|Zanahoria|Zana\\u0000horia|/data/defenderRef",
        "a type of the desk|act-reported|case-closed|/type",
      })
  void aRuleThatIsBrokenIsNamedWithItsField(String what, String from, String to, String pointer)
      throws Exception {
    String answer =
        refused(Posting.partner().body(EVENT.formatted("bad-1").replace(from, to)), 422);
    assertTrue(answer.contains("\"" + pointer + "\""), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*/*", "application/*"})
  void aBodyWhoseMediaTypeIsNotSaidIsRefused(String mediaType) throws Exception {
    long before = RecordedEvents.count();
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/events"))
            .header("Authorization", "bearer " + IntakeResource.API_KEY)
            .POST(HttpRequest.BodyPublishers.ofString(EVENT.formatted("untyped-1")));
    if (!mediaType.isEmpty()) {
      request.header("Content-Type", mediaType);
    }
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(415, answer.statusCode(), answer.body());
    }
    assertEquals(before, RecordedEvents.count());
  }

  @Test
  void anAttributeThatIsGivenTwiceIsRefused() throws Exception {
    String answer =
        refused(
            Posting.partner()
                .contentType("application/json")
                .header("ce-id", "twice-1", "twice-2")
                .body("{}"),
            422);
    assertTrue(answer.contains("\"ce-id\""), answer);
  }

  @Test
  void anIdOfTenThousandCharactersIsRefused() throws Exception {
    String answer = refused(Posting.partner().body(EVENT.formatted("x".repeat(10_000))), 422);
    assertTrue(answer.contains("event-id"), answer);
    assertTrue(answer.length() < 2_000, "the answer repeats what was sent");
  }

  @Test
  void aBodyOfOneMegabyteIsRefused() throws Exception {
    refused(Posting.partner().body(EVENT.formatted("x".repeat(1 << 20))), 413);
  }

  @Test
  void withoutAKnownKeyNobodyPosts() throws Exception {
    refused(
        given().contentType("application/cloudevents+json").body(EVENT.formatted("nobody-1")), 401);
    refused(
        given()
            .contentType("application/cloudevents+json")
            .header("Authorization", "Bearer tocsin_wrong")
            .body(EVENT.formatted("nobody-2")),
        401);
  }

  @Test
  void onlyHealthIsOpen() {
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/metrics").then().statusCode(401);
    given().get("/q/openapi").then().statusCode(401);
    Posting.partner().get("/q/metrics").then().statusCode(403);
  }

  /**
   * Sends it, and checks that the answer is a problem without a word of what was sent, and that
   * nothing was recorded.
   */
  private static String refused(RequestSpecification request, int status) throws Exception {
    long before = RecordedEvents.count();
    var response = request.post("/v1/events");
    String answer = response.asString();
    assertEquals(status, response.statusCode(), answer);
    assertTrue(
        response.contentType().startsWith("application/problem+json"), response.contentType());
    assertFalse(answer.contains("Zana"), answer);
    assertFalse(answer.contains("at org."), answer);
    assertEquals(before, RecordedEvents.count());
    return answer;
  }
}
