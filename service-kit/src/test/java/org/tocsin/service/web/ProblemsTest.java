package org.tocsin.service.web;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tocsin.service.web.ClosedServiceTest.as;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is answered by a problem document that says what to do and repeats nothing. */
@QuarkusTest
@WithTestResource(StaffOfTests.class)
class ProblemsTest {

  private static final String PROBLEM = "application/problem+json";

  @Test
  void aProblemNamesPlaceRuleAndFix() {
    as("desk")
        .get("/sample/refused")
        .then()
        .statusCode(422)
        .contentType(PROBLEM)
        .header("Retry-After", "7")
        .body("type", equalTo("/problems/unknown-field"))
        .body("status", equalTo(422))
        .body("errors[0].pointer", equalTo("/a"))
        .body("errors[0].rule", equalTo("unknown-field"))
        .body("errors[0].fix", equalTo("Remove it."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"brokers-away", "sql/08006", "sql/57P03", "sql/53300", "sql/none"})
  void whileBrokersOrDatabaseAreAwayTheSameRequestIsToBeSentLater(String path) {
    as("desk")
        .get("/sample/" + path)
        .then()
        .statusCode(503)
        .contentType(PROBLEM)
        .header("Retry-After", "5")
        .body("type", equalTo("/problems/unavailable"))
        .body(not(Matchers.containsString("Amina")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42P01", "22021", "23505"})
  void whatElseTheDatabaseSaysIsAFaultOfTheService(String state) {
    as("desk")
        .get("/sample/sql/" + state)
        .then()
        .statusCode(500)
        .body("type", equalTo("/problems/internal"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Amina-Example",
        "{\"title\":",
        "{\"title\":\"x\",\"pages\":\"Amina-Example\"}",
        "{\"title\":{\"Amina-Example\":1},\"pages\":1}",
        "[\"Amina-Example\"]",
        "{\"title\":\"Amina-Example\u0000\"}"
      })
  void malformedJsonIsRefusedAndNotRepeated(String body) {
    as("desk")
        .contentType("application/json")
        .body(body)
        .post("/sample")
        .then()
        .statusCode(400)
        .contentType(PROBLEM)
        .body("type", equalTo("/problems/malformed-json"))
        .body(not(Matchers.containsString("Amina")));
  }

  @Test
  void aFailureOfOursSaysOnlyWhereToLook() {
    as("desk")
        .get("/sample/bug")
        .then()
        .statusCode(500)
        .contentType(PROBLEM)
        .body("instance", startsWith("urn:uuid:"))
        .body("errors", nullValue())
        .body(not(Matchers.containsString("canary")))
        .body(not(Matchers.containsString("Exception")));
  }

  @Test
  void aBodyAnnouncedTooLargeIsRefused() {
    as("desk")
        .contentType("application/json")
        .body("{\"title\":\"" + "x".repeat(300_000) + "\"}")
        .post("/sample")
        .then()
        .statusCode(413)
        .contentType(PROBLEM)
        .body("type", equalTo("/problems/body-too-large"));
  }

  @Test
  void aBodyThatTurnsOutTooLargeIsRefused() throws Exception {
    var chunk = " ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    var credential =
        Base64.getEncoder().encodeToString("desk:desk".getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/sample"))
            .header("Authorization", "Basic " + credential)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArrays(Collections.nCopies(40, chunk)))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      assertEquals(413, client.send(request, BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void bodiesOfOurOwnAreNeverCached() {
    assertEquals("no-store", as("desk").get("/no/such").header("Cache-Control"));
  }
}
