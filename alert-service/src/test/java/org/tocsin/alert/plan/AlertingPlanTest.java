package org.tocsin.alert.plan;

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

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/** The plan, who is on call, dry runs and verification, over REST. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class AlertingPlanTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String PLAN = "/v1/alerting-plan";

  /** One more contact, who is not verified, in the plan of the tests. */
  private static final String NEWCOMER =
      """
      contacts:
        newcomer:
          channels:
            - {kind: email, address: newcomer@example.org}
      """;

  SinksResource.Received received;
  StaffResource.Staff staff;
  @Inject Plans plans;

  private String original;

  @BeforeEach
  void ready() throws IOException {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    original = Files.readString(Path.of("src/test/resources/alerting.yaml"));
  }

  @AfterEach
  void asBefore() {
    put(original).then().statusCode(200);
  }

  private String withNewcomer() {
    return original.replaceFirst("contacts:\n", NEWCOMER);
  }

  private RequestSpecification as(String user) {
    return given().auth().preemptive().basic(user, staff.password(user));
  }

  private String tag() {
    return as("ops").get(PLAN).then().statusCode(200).extract().header("ETag");
  }

  private Response put(String text) {
    return as("ops")
        .contentType("application/yaml")
        .header("If-Match", tag())
        .body(text.getBytes(StandardCharsets.UTF_8))
        .put(PLAN);
  }

  @Test
  void aPlanIsReplacedByWhoHasReadTheOneThatHolds() {
    String read = tag();
    as("ops")
        .contentType("application/yaml")
        .body(original.getBytes(StandardCharsets.UTF_8))
        .put(PLAN)
        .then()
        .statusCode(428);
    as("on-call")
        .contentType("application/yaml")
        .header("If-Match", read)
        .body(original.getBytes(StandardCharsets.UTF_8))
        .put(PLAN)
        .then()
        .statusCode(403);
    String now = put(withNewcomer()).then().statusCode(200).extract().header("ETag");
    assertTrue(plans.contacts().containsKey("newcomer"));
    as("ops")
        .contentType("application/yaml")
        .header("If-Match", read)
        .body(original.getBytes(StandardCharsets.UTF_8))
        .put(PLAN)
        .then()
        .statusCode(412)
        .body("type", equalTo("/problems/changed-meanwhile"));
    String version = now.replace("\"", "");
    as("admin")
        .get(PLAN + "/status")
        .then()
        .body("version", equalTo(Integer.parseInt(version)))
        .body("source", equalTo("rest"))
        .body("appliedBy", equalTo("ops"))
        .body("fileHolds", equalTo(false));
    as("ops").get(PLAN + "/versions").then().body("version", hasItem(Integer.parseInt(version)));
    assertEquals(withNewcomer(), as("ops").get(PLAN + "/versions/" + version).body().asString());
    as("ops").get(PLAN + "/versions/1").then().statusCode(200);
    as("ops").get(PLAN + "/versions/999999").then().statusCode(404);
  }

  @Test
  void aPlanWithMistakesChangesNothingAndEachIsNamedWithItsLine() {
    String before = tag();
    put(withNewcomer().replace("kind: email, address: newcomer", "kind: fax, address: newcomer"))
        .then()
        .statusCode(400)
        .body(
            "errors.pointer",
            contains("/contacts/newcomer/channels/0/kind", "/contacts/newcomer/channels/0/address"))
        .body("errors[0].detail", containsString("Line 6, column 16"))
        .body(not(containsString("newcomer@example.org")));
    assertEquals(before, tag());
  }

  @Test
  void aChangeOfTheFileHoldsWithinSecondsAndAMistakeInItChangesNothing(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("alerting.yaml"), original);
    var meters = new SimpleMeterRegistry();
    var watch = new PlanWatch(plans, Optional.of(file), meters);
    watch.start(null);
    try {
      Files.writeString(file, withNewcomer());
      await().atMost(SOON).until(() -> plans.contacts().containsKey("newcomer"));
      await().atMost(SOON).until(() -> watch.fileHolds().equals(Optional.of(true)));
      long holds = plans.current().number();
      Files.writeString(file, withNewcomer() + "\ncolour: red\n");
      await().atMost(SOON).until(() -> watch.rejected().isPresent());
      assertEquals(
          List.of("unknown-field"),
          watch.rejected().orElseThrow().flaws().stream().map(Flaw::rule).toList());
      assertEquals(1, meters.get("tocsin.alerting.plan.rejected").gauge().value());
      assertEquals(holds, plans.current().number());
      Files.writeString(file, original);
      await().atMost(SOON).until(() -> !plans.contacts().containsKey("newcomer"));
      assertTrue(watch.rejected().isEmpty());
    } finally {
      watch.stop(null);
    }
  }

  @Test
  void aFileThatWasTakenBeforeDoesNotReplaceWhatCameAfterIt(@TempDir Path folder) throws Exception {
    put(withNewcomer()).then().statusCode(200);
    Path file = Files.writeString(folder.resolve("alerting.yaml"), original);
    var watch = new PlanWatch(plans, Optional.of(file), new SimpleMeterRegistry());
    watch.start(null);
    watch.stop(null);
    assertTrue(plans.contacts().containsKey("newcomer"));
    assertEquals(Optional.of(false), watch.fileHolds());
  }

  @Test
  void whoIsOnCallAtAnyInstant() {
    as("desk")
        .get("/v1/on-call?at=2027-01-15T12:00:00Z")
        .then()
        .statusCode(200)
        .body("schedules.schedule", contains("awake"))
        .body("schedules[0].contacts", contains("geneva"));
    as("desk")
        .get("/v1/on-call?at=2027-01-15T22:00:00-05:00")
        .then()
        .body("schedules[0].contacts", contains("new-york"));
    as("desk").get("/v1/on-call").then().statusCode(200);
    as("desk").get("/v1/on-call?at=tomorrow").then().statusCode(400);
    given().get("/v1/on-call").then().statusCode(401);
  }

  @Test
  void aDryRunSaysWhoWouldBeWokenWhenByWhatAndWhy() {
    as("ops")
        .contentType("application/json")
        .body(
            """
            {"actType": "torture", "state": "LI", "partner": "ngo-one", "at": "2027-01-15T12:00:00Z"}
            """)
        .post("/v1/policies/dry-run")
        .then()
        .statusCode(200)
        .body("policy", equalTo("grave"))
        .body("acknowledgement", equalTo("one"))
        .body("considered.policy", contains("late", "grave"))
        .body("considered[0].unmet", contains("timing"))
        .body("moments[0].at", equalTo("2027-01-15T12:00:00Z"))
        .body("moments[0].who.contact", contains("geneva", "new-york"))
        .body("moments[0].who[0].channels", contains("sms", "email"))
        .body("moments[0].who.why", contains("role geneva", "role new-york"))
        .body("moments[1].reminder", equalTo(true))
        .body("moments[-1].step", equalTo("everybody"));
    as("ops")
        .contentType("application/json")
        .body("{\"severity\": \"minor\"}")
        .post("/v1/policies/dry-run")
        .then()
        .body("policy", equalTo("rest"))
        .body("moments", empty());
    as("ops")
        .contentType("application/json")
        .body("{\"severity\": \"terrible\", \"state\": \"XX\", \"colour\": \"red\"}")
        .post("/v1/policies/dry-run")
        .then()
        .statusCode(400)
        .body("errors.rule", contains("unknown-field", "value", "value"));
  }

  @Test
  void aDryRunOfAnEventReadsItAsIntakeDoesAndRecordsNothing() {
    String event =
        """
        {"specversion": "1.0", "id": "example-1", "source": "/partners/ngo-one", "type": "org.tocsin.act-reported.v1",
         "data": {"occurredAt": {"value": "2020-01-02", "precision": "day"}, "caseRef": "case-1", "defenderRef": "defender-1",
                  "source": {"kind": "lawyer"}, "actType": "ACT", "incidentState": "LI", "responsibleState": "LI"}}
        """;
    dryRun(event.replace("ACT", "arbitrary-arrest"))
        .then()
        .statusCode(200)
        .body("policy", equalTo("late"))
        .body("moments[0].who[0].channels", contains("email"));
    dryRun(event.replace("ACT", "killing"))
        .then()
        .body("policy", equalTo("grave"))
        .body("moments[0].who[0].channels", contains("sms", "email"));
    dryRun(event.replace("ACT", "killing").replace("\"LI\"", "\"QQ\"")).then().statusCode(422);
  }

  private Response dryRun(String event) {
    return as("ops")
        .contentType("application/cloudevents+json")
        .body(event.getBytes(StandardCharsets.UTF_8))
        .post("/v1/policies/dry-run");
  }

  @Test
  void anAddressIsVerifiedByTheCodeThatWasSentThere() {
    put(withNewcomer()).then().statusCode(200);
    as("ops")
        .get("/v1/readiness")
        .then()
        .body("ready", equalTo(false))
        .body("contacts.findAll { !it.ready }.contact", contains("newcomer"));
    String channel = "/v1/contacts/newcomer/channels/email/";
    as("ops").post("/v1/contacts/newcomer/channels/sms/verification").then().statusCode(404);
    confirm(channel, "ABCDEFGH").then().statusCode(409);
    received.mails().clear();
    as("ops").post(channel + "verification").then().statusCode(202);
    as("ops").post(channel + "verification").then().statusCode(409);
    await().atMost(SOON).until(() -> received.mails().size() == 1);
    String code =
        received.mails().getFirst().text().replaceAll("(?s).*TOCSIN CODE (\\w{8}).*", "$1");
    confirm(channel, "ABCDEFGH").then().statusCode(400);
    confirm(channel, code).then().statusCode(200).body("verified", equalTo(true));
    confirm(channel, code).then().statusCode(409);
    as("ops").get("/v1/readiness").then().body("contacts.findAll { !it.ready }", empty());
    put(withNewcomer().replace("newcomer@example.org", "another@example.org"))
        .then()
        .statusCode(200);
    as("ops")
        .get("/v1/readiness")
        .then()
        .body("contacts.findAll { !it.ready }.contact", contains("newcomer"));
  }

  @Test
  void aCodeIsTriedFiveTimesAtMost() {
    put(withNewcomer().replace("newcomer", "fumbler")).then().statusCode(200);
    String channel = "/v1/contacts/fumbler/channels/email/";
    received.mails().clear();
    as("ops").post(channel + "verification").then().statusCode(202);
    await().atMost(SOON).until(() -> received.mails().size() == 1);
    String code =
        received.mails().getFirst().text().replaceAll("(?s).*TOCSIN CODE (\\w{8}).*", "$1");
    for (int i = 0; i < 5; i++) {
      confirm(channel, "AAAAAAAA").then().statusCode(400);
    }
    confirm(channel, code).then().statusCode(409);
  }

  private Response confirm(String channel, String code) {
    return as("ops")
        .contentType("application/json")
        .body("{\"code\": \"" + code + "\"}")
        .post(channel + "confirmation");
  }
}
