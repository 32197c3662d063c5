package org.tocsin.service.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets in without a credential, and each gets no further than its role. */
@QuarkusTest
@WithTestResource(StaffOfTests.class)
class ClosedServiceTest {

  private static final String PROBLEM = "application/problem+json";

  static RequestSpecification as(String user) {
    return given().auth().preemptive().basic(user, user);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sample",
        "/sample/desk",
        "/no/such",
        "/q/metrics",
        "/q/openapi",
        "/q/other",
        "/"
      })
  void everythingButHealthNeedsACredential(String path) {
    given()
        .get(path)
        .then()
        .statusCode(401)
        .contentType(PROBLEM)
        .header("WWW-Authenticate", startsWith("Basic"))
        .body("type", equalTo("/problems/unauthenticated"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"})
  void healthIsOpen(String path) {
    given().get(path).then().statusCode(200);
  }

  @Test
  void aUserOfTheStaffFileSignsIn() {
    as("desk").get("/sample").then().statusCode(200).body(equalTo("desk"));
    as("desk").get("/sample/desk").then().statusCode(200);
    as("desk").get("/q/openapi").then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer abc", "Other x"})
  void aCredentialThatIsNoneIsRefused(String authorization) {
    given()
        .header("Authorization", authorization)
        .get("/sample")
        .then()
        .statusCode(401)
        .contentType(PROBLEM);
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreRefusedAlike() {
    var wrong = given().auth().preemptive().basic("desk", "wrong").get("/sample");
    var unknown = given().auth().preemptive().basic("nobody", "wrong").get("/sample");
    wrong.then().statusCode(401).contentType(PROBLEM);
    unknown.then().statusCode(401).contentType(PROBLEM).body(equalTo(wrong.body().asString()));
  }

  @Test
  void guessingIsSlowedDown() {
    for (var i = 0; i < 5; i++) {
      given()
          .auth()
          .preemptive()
          .basic("guessed", "guess" + i)
          .get("/sample")
          .then()
          .statusCode(401);
    }
    given()
        .auth()
        .preemptive()
        .basic("guessed", "guess-again")
        .get("/sample")
        .then()
        .statusCode(429)
        .contentType(PROBLEM)
        .header("Retry-After", equalTo("1"));
  }

  @Test
  void metricsAreForOps() {
    as("desk")
        .get("/q/metrics")
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("type", equalTo("/problems/forbidden"));
  }

  @Test
  void aMethodForAnotherRoleIsForbidden() {
    as("ops")
        .get("/sample/desk")
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("type", equalTo("/problems/forbidden"));
  }

  @Test
  void anUnknownAddressIsNotFound() {
    as("desk")
        .get("/no/such/Amina-Example")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("type", equalTo("/problems/not-found"));
  }

  @Test
  void aPathParameterOfTheWrongKindIsNotFound() {
    as("desk").get("/sample/number/x").then().statusCode(404).contentType(PROBLEM);
  }

  @Test
  void aMethodThatIsNotTakenIsRefused() {
    as("desk").delete("/sample").then().statusCode(405).contentType(PROBLEM);
  }

  @Test
  void anAnswerThatCannotBeGivenIsNotAcceptable() {
    as("desk")
        .contentType("application/json")
        .accept("image/png")
        .body("{}")
        .post("/sample")
        .then()
        .statusCode(406)
        .contentType(PROBLEM);
  }

  @Test
  void anotherMediaTypeIsUnsupported() {
    as("desk")
        .contentType("text/csv")
        .body("a,b")
        .post("/sample")
        .then()
        .statusCode(415)
        .contentType(PROBLEM);
  }
}
