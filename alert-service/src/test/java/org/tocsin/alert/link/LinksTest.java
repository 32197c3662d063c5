package org.tocsin.alert.link;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.escalation.Escalations;
import org.tocsin.alert.mail.Raised;
import org.tocsin.alert.mail.RegistryResource;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.vocabulary.Severity;

/** The pages behind the links in mails, and that a contact who is cut off has none of it. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
@QuarkusTestResource(RegistryResource.class)
class LinksTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CUT_OFF = "/v1/contacts/new-york/cut-off";

  SinksResource.Received received;
  StaffResource.Staff staff;
  RegistryResource.Registry registry;
  @Inject DataSource dataSource;
  @Inject Escalations escalations;
  @Inject Notifications notifications;
  @Inject Dispatcher dispatcher;

  private Raised raised;

  @BeforeEach
  void raise() throws Exception {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    registry.status().set(200);
    registry.asked().clear();
    received.mails().clear();
    raised = Raised.severe(dataSource, escalations);
    dispatcher.wake();
  }

  @AfterEach
  void end() throws Exception {
    Raised.as(staff, "ops").delete(CUT_OFF);
    raised.end();
  }

  @Test
  void followingTheLinkAcknowledgesNothingButItsButtonDoesAndOnce() throws Exception {
    String link = link("new-york");
    for (int i = 0; i < 2; i++) {
      given().head(link);
      page(given().get(link).then().statusCode(200))
          .body(containsString(raised.reference()))
          .body(containsString("SEVERE"))
          .body(containsString("<form method=\"post\">"));
    }
    assertEquals(0, acknowledgements());
    page(given().post(link).then().statusCode(200)).body(containsString("Thank you"));
    assertEquals(
        "contact/new-york", raised.value("SELECT acknowledged_by FROM alert WHERE id = ?"));
    assertEquals(
        "acknowledged", raised.value("SELECT ended_because FROM escalation WHERE alert_id = ?"));
    page(given().get(link).then().statusCode(410)).body(containsString("has been used"));
    page(given().post(link).then().statusCode(410)).body(not(containsString(raised.reference())));
    assertEquals(1, acknowledgements());
  }

  @Test
  void anOldLinkAndAnUnknownOneSayWhatTheyAre() throws Exception {
    String link = link("new-york");
    raised.change(
        "UPDATE acknowledgement_code SET expires_at = now() - interval '1 second' WHERE alert_id = ?");
    page(given().post(link).then().statusCode(410)).body(containsString("too old"));
    page(given().header("Accept-Language", "fr-CH").post("/a/0000000000").then().statusCode(404))
        .body(containsString("n’ouvre rien"));
    assertEquals(0, acknowledgements());
  }

  @Test
  void whoIsCutOffGetsNothingAndItsLinksOpenNothingWhateverThePlanSays() throws Exception {
    String link = link("new-york");
    try (var connection = dataSource.getConnection()) {
      notifications.plan(
          connection,
          new Planned(
              raised.alert(),
              new Occasion("later", ""),
              List.of(new Recipient("new-york", Channel.EMAIL)),
              Severity.SEVERE,
              Instant.now().plusSeconds(3_600)));
    }
    received.mails().clear();
    Raised.as(staff, "on-call").put(CUT_OFF).then().statusCode(403);
    Raised.as(staff, "ops").put(CUT_OFF).then().statusCode(200);
    page(given().post(link).then().statusCode(404));
    String plan = Files.readString(Path.of("src/test/resources/alerting.yaml"));
    Raised.plan(staff, plan.replace("new-york@example.org", "another@example.org"));
    raised.change(
        "UPDATE notification SET due_at = now() WHERE occasion = 'later' AND alert_id = ?");
    var second = Raised.severe(dataSource, escalations);
    dispatcher.wake();
    await()
        .atMost(SOON)
        .until(
            () ->
                raised
                    .value(
                        "SELECT state FROM notification WHERE occasion = 'later' AND alert_id = ?")
                    .equals("failed"));
    await()
        .atMost(SOON)
        .until(
            () ->
                received.mails().stream()
                    .anyMatch(mail -> mail.text().contains(second.reference())));
    assertTrue(
        received.mails().stream().allMatch(mail -> mail.to().equals("geneva@example.org")),
        "only geneva is told");
    assertEquals(0, acknowledgements());
    assertEquals(List.of(true), cutOff());
    Raised.plan(staff, plan);
    Raised.as(staff, "ops").delete(CUT_OFF).then().statusCode(200);
    assertEquals(List.of(false), cutOff());
    page(given().post(link).then().statusCode(404));
    second.end();
  }

  @Test
  void whoIsSignedInReadsTheBriefThroughTheGateAndAcknowledges() throws Exception {
    String address = "/alerts/" + raised.reference();
    given().get(address).then().statusCode(401);
    Raised.as(staff, "ops").get(address).then().statusCode(403);
    assertTrue(registry.asked().isEmpty());
    page(Raised.as(staff, "on-call").get(address).then().statusCode(200))
        .body(containsString("Canary Éxample"))
        .body(containsString("torture"));
    assertEquals(1, registry.asked().size());
    assertTrue(
        registry.asked().getFirst().startsWith("purpose=alert Basic "),
        "the gate is asked as the reader");
    registry.status().set(403);
    page(Raised.as(staff, "on-call").get(address).then().statusCode(200))
        .body(containsString("may not be shown"))
        .body(not(containsString("Canary")));
    page(
        Raised.as(staff, "on-call")
            .header("Sec-Fetch-Site", "cross-site")
            .post(address)
            .then()
            .statusCode(403));
    assertEquals(0, acknowledgements());
    page(
        Raised.as(staff, "on-call")
            .header("Sec-Fetch-Site", "same-origin")
            .post(address)
            .then()
            .statusCode(200));
    assertEquals("on-call", raised.value("SELECT acknowledged_by FROM alert WHERE id = ?"));
  }

  /** That the browser keeps nothing of a page, tells nobody of it, and loads nothing for it. */
  private static ValidatableResponse page(ValidatableResponse response) {
    return response
        .header("Content-Type", containsString("text/html"))
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store")
        .header("X-Robots-Tag", containsString("noindex"))
        .body(not(containsString("http")));
  }

  /** The path of the link in the mail to a contact. */
  private String link(String contact) throws Exception {
    await()
        .atMost(SOON)
        .until(
            () ->
                received.mails().stream()
                    .anyMatch(
                        mail ->
                            mail.to().startsWith(contact)
                                && mail.text().contains(raised.reference())));
    String text =
        received.mails().stream()
            .filter(
                mail -> mail.to().startsWith(contact) && mail.text().contains(raised.reference()))
            .findFirst()
            .orElseThrow()
            .text();
    return text.replaceAll("(?s).*(/a/[0-9A-Z]{10})\\b.*", "$1");
  }

  private List<Boolean> cutOff() {
    return Raised.as(staff, "ops")
        .get("/v1/readiness")
        .jsonPath()
        .getList("contacts.findAll { it.contact == 'new-york' }.cutOff");
  }

  private int acknowledgements() throws SQLException {
    return Integer.parseInt(
        raised.value("SELECT count(*) FROM acknowledgement WHERE alert_id = ?"));
  }
}
