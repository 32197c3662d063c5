package org.tocsin.alert.escalation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.policy.Traits;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.vocabulary.Severity;

/**
 * Escalation against the real database, mail and SMS servers; the clock is moved in the database.
 */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class EscalationTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Traits GRAVE = Traits.of(Severity.SEVERE, Timing.FRESH);

  SinksResource.Received received;
  StaffResource.Staff staff;
  @Inject DataSource dataSource;
  @Inject Escalations escalations;
  @Inject Acknowledgements acknowledgements;
  @Inject Codes codes;
  @Inject Dispatcher dispatcher;

  private final UUID alert = UUID.randomUUID();
  private final String reference = "T-" + alert.toString().substring(0, 8).toUpperCase();
  private String original;

  @BeforeEach
  void raised() throws Exception {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    original = Files.readString(Path.of("src/test/resources/alerting.yaml"));
  }

  @AfterEach
  void nothingIsLeftToSend() throws Exception {
    change(
        "UPDATE escalation SET next_at = NULL, ended_at = now(), ended_because = 'retracted' WHERE alert_id = ? AND ended_at IS NULL");
    await()
        .atMost(SOON)
        .until(
            () ->
                count(
                        "SELECT count(*) FROM notification WHERE alert_id = ? AND state IN ('queued', 'sending')")
                    == 0);
  }

  private interface Work {
    void in(Connection connection) throws SQLException;
  }

  private void transaction(Work work) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      work.in(connection);
      connection.commit();
    }
    dispatcher.wake();
  }

  private void raise(Traits traits) throws SQLException {
    change(
        "INSERT INTO alert (id, reference, case_id, change, occurred_from, occurred_to, severity, timing, raised_at) VALUES (?, '"
            + reference
            + "', gen_random_uuid(), 'detained', now(), now(), "
            + traits.severity().ordinal()
            + ", 'FRESH', now())");
    tell(traits, Occasion.FIRST);
  }

  private void tell(Traits traits, Occasion occasion) throws SQLException {
    transaction(
        connection ->
            escalations.tell(
                connection,
                List.of(new Escalations.Telling(alert, traits, occasion)),
                Instant.now()));
  }

  /** Moves this alert's clock, so that what would come in so many hours is due. */
  private void hoursPass(int hours) throws SQLException {
    change(
        "UPDATE escalation SET began_at = began_at - interval '%d hours', next_at = next_at - interval '%d hours' WHERE alert_id = ?"
            .formatted(hours, hours));
  }

  private void change(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var update = connection.prepareStatement(sql)) {
      update.setObject(1, alert);
      update.executeUpdate();
    }
  }

  private int count(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement(sql)) {
      query.setObject(1, alert);
      try (var row = query.executeQuery()) {
        assertTrue(row.next());
        return row.getInt(1);
      }
    }
  }

  /** What has come of this alert: number or mailbox, and the words without the reference. */
  private List<String> messages() {
    var messages = new ArrayList<String>();
    received.sms().stream()
        .filter(sms -> sms.text().contains(reference))
        .forEach(sms -> messages.add(sms.to().substring(8) + " " + words(sms.text())));
    received.mails().stream()
        .filter(mail -> mail.text().contains(reference))
        .forEach(mail -> messages.add(mail.to().replaceAll("@.*", "") + " " + words(mail.text())));
    return messages.stream().sorted().toList();
  }

  private String words(String text) {
    return text.lines()
        .findFirst()
        .orElseThrow()
        .replace(reference, "")
        .replaceAll(" +", " ")
        .strip();
  }

  private void come(String... expected) {
    var all = new ArrayList<>(List.of(expected));
    await().atMost(SOON).until(() -> messages().size() >= all.size());
    assertEquals(all.stream().sorted().toList(), messages());
  }

  private JsonPath view() {
    return onCall().get("/v1/alerts/" + reference).jsonPath();
  }

  private RequestSpecification onCall() {
    return given().auth().preemptive().basic("on-call", staff.password("on-call"));
  }

  private static final List<String> FIRST =
      List.of(
          "101 TOCSIN SEVERE",
          "102 TOCSIN SEVERE",
          "geneva TOCSIN SEVERE",
          "new-york TOCSIN SEVERE");

  private static String[] first(String... more) {
    var all = new ArrayList<>(FIRST);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  @DisplayName(
      "Rule 2: Each contact gets at most one notification per alert, channel and step of the policy (a repeated step is a reminder and says so)")
  void aRepeatedStepIsAReminder() throws Exception {
    raise(GRAVE);
    tell(GRAVE, Occasion.FIRST);
    come(first());
    hoursPass(10);
    come(
        first(
            "101 TOCSIN SEVERE REMINDER",
            "102 TOCSIN SEVERE REMINDER",
            "geneva TOCSIN SEVERE REMINDER",
            "new-york TOCSIN SEVERE REMINDER"));
    assertEquals("grave", view().getString("escalation.policy"));
  }

  @Test
  @DisplayName("Rule 3: Only a human acknowledgement stops escalation")
  void onlyAHumanAcknowledgementStopsEscalation() throws Exception {
    raise(GRAVE);
    come(first());
    await()
        .atMost(SOON)
        .until(
            () ->
                view()
                    .getList("notifications.findAll { it.channel == 'sms' }.state")
                    .equals(List.of("delivered", "delivered")));
    assertTrue(view().getString("escalation.nextAt") != null, "delivered is not acknowledged");
    onCall().post("/v1/alerts/" + reference + "/acknowledgement").then().statusCode(200);
    onCall().post("/v1/alerts/" + reference + "/acknowledgement").then().statusCode(200);
    assertEquals("acknowledged", view().getString("escalation.ended"));
    assertEquals(List.of("on-call"), view().getList("escalation.acknowledgedBy"));
    come(
        first(
            "101 TOCSIN SEVERE ACKNOWLEDGED",
            "102 TOCSIN SEVERE ACKNOWLEDGED",
            "geneva TOCSIN SEVERE ACKNOWLEDGED",
            "new-york TOCSIN SEVERE ACKNOWLEDGED"));
    change("UPDATE escalation SET began_at = began_at - interval '9 days' WHERE alert_id = ?");
    escalations.advance(Instant.now());
    assertEquals(8, count("SELECT count(*) FROM notification WHERE alert_id = ?"));
  }

  @Test
  void whatWaitsToBeTriedAgainIsWithdrawnWhenAHumanHasTheAlert() throws Exception {
    raise(GRAVE);
    come(first());
    change(
        "UPDATE notification SET state = 'queued', handed_at = NULL, receipt_until = NULL, due_at = now() + interval '1 hour'"
            + " WHERE alert_id = ? AND contact = 'new-york' AND channel = 'SMS'");
    transaction(
        connection ->
            acknowledgements.take(
                connection, alert, acknowledgements.contact("geneva"), Instant.now()));
    come(first("new-york TOCSIN SEVERE ACKNOWLEDGED"));
    assertEquals(
        List.of("withdrawn"),
        view()
            .getList(
                "notifications.findAll { it.channel == 'sms' && it.contact == 'new-york' }.state"));
  }

  @Test
  void aPolicyCanAskForOneAcknowledgementOfEachRole() throws Exception {
    put(
        original.replace(
            "acknowledgement: one", "acknowledgement: {each-role: [geneva, new-york]}"));
    try {
      raise(GRAVE);
      come(first());
      transaction(
          connection ->
              assertFalse(
                  acknowledgements.take(
                      connection, alert, acknowledgements.contact("geneva"), Instant.now())));
      assertEquals(List.of("new-york"), view().getList("escalation.missingRoles"));
      assertTrue(view().getString("escalation.ended") == null);
      transaction(
          connection ->
              assertTrue(
                  acknowledgements.take(
                      connection, alert, acknowledgements.contact("new-york"), Instant.now())));
      come(first("101 TOCSIN SEVERE ACKNOWLEDGED", "geneva TOCSIN SEVERE ACKNOWLEDGED"));
    } finally {
      put(original);
    }
  }

  @Test
  void whenTheLastStepHasPassedEverybodyIsToldAndOpsIs() throws Exception {
    raise(GRAVE);
    come(first());
    hoursPass(100);
    come(
        first(
            "101 TOCSIN SEVERE REMINDER",
            "102 TOCSIN SEVERE REMINDER",
            "geneva TOCSIN SEVERE NOBODY ANSWERED",
            "geneva TOCSIN SEVERE REMINDER",
            "new-york TOCSIN SEVERE REMINDER"));
    assertTrue(view().getString("escalation.nextAt") != null, "it goes on until a human has it");
  }

  @Test
  void aRetractionStopsEscalationAndGraverNewsBeginsItAnew() throws Exception {
    raise(Traits.of(Severity.SEVERE, Timing.LATE_REPORT));
    come("geneva TOCSIN SEVERE", "new-york TOCSIN SEVERE");
    assertEquals("done", view().getString("escalation.ended"));
    tell(GRAVE, new Occasion("graver", "CORRECTED"));
    assertTrue(view().getString("escalation.nextAt") != null);
    transaction(connection -> escalations.retracted(connection, alert, Instant.now()));
    assertEquals("retracted", view().getString("escalation.ended"));
    come(
        "101 TOCSIN SEVERE CORRECTED",
        "102 TOCSIN SEVERE CORRECTED",
        "geneva TOCSIN SEVERE",
        "geneva TOCSIN SEVERE CORRECTED",
        "new-york TOCSIN SEVERE",
        "new-york TOCSIN SEVERE CORRECTED");
  }

  @Test
  @DisplayName(
      "Rule 8: When a channel fails for good, or no receipt comes in time, the next channel is tried, then the next contact; when nobody can be reached, the whole list is, and ops is told")
  void whatDoesNotArriveIsTriedOtherwise() throws Exception {
    put(
        original.replaceFirst(
            "(?s)policies:.*",
            "policies:\n  - id: one\n    steps:\n      - tell: {contacts: geneva}\n        channels: sms\n"));
    try {
      raise(GRAVE);
      come("101 TOCSIN SEVERE");
      // No receipt in time: the provider took it, and nothing was heard of it since.
      await().atMost(SOON).until(() -> states("sms").equals(List.of("delivered")));
      change(
          "UPDATE notification SET state = 'accepted', receipt_until = now() - interval '1 second', provider_message_id = 'smpp:no-receipt-' || id WHERE alert_id = ?");
      come("101 TOCSIN SEVERE", "geneva TOCSIN SEVERE");
      undelivered("geneva", Channel.EMAIL);
      come(
          "101 TOCSIN SEVERE",
          "102 TOCSIN SEVERE",
          "geneva TOCSIN SEVERE",
          "geneva TOCSIN SEVERE NOT DELIVERED",
          "new-york TOCSIN SEVERE");
    } finally {
      put(original);
    }
  }

  private List<String> states(String channel) {
    return view().getList("notifications.findAll { it.channel == '" + channel + "' }.state");
  }

  private void undelivered(String contact, Channel channel) throws SQLException {
    change(
        "UPDATE notification SET state = 'failed' WHERE alert_id = ? AND contact = '"
            + contact
            + "' AND channel = '"
            + channel
            + "'");
    transaction(
        connection -> escalations.undelivered(connection, alert, contact, channel, Instant.now()));
  }

  @Test
  void whatADyingInstanceHeldIsDoneByAnotherOnceAndOnTime() throws Exception {
    raise(GRAVE);
    come(first());
    try (var dying = dataSource.getConnection()) {
      dying.setAutoCommit(false);
      try (var hold = dying.prepareStatement("SELECT 1 FROM escalation FOR UPDATE")) {
        hold.executeQuery();
      }
      assertFalse(escalations.advance(Instant.now().plus(Duration.ofHours(11))));
      dying.rollback();
    }
    hoursPass(10);
    await()
        .atMost(SOON)
        .until(() -> count("SELECT count(*) FROM notification WHERE alert_id = ?") == 8);
  }

  @Test
  void eachRecipientHasACodeOfItsOwnForEachAlert() throws Exception {
    raise(GRAVE);
    try (var connection = dataSource.getConnection()) {
      var all = new HashSet<String>();
      for (String contact : List.of("geneva", "new-york")) {
        String code = code(connection, contact);
        all.add(code);
        assertEquals(
            Optional.of(new Codes.Found(new Codes.Holder(alert, contact), Codes.Standing.OPEN)),
            codes.find(connection, code, Instant.now()));
        assertEquals(
            Codes.Standing.EXPIRED,
            codes
                .find(connection, code, Instant.now().plus(Duration.ofDays(8)))
                .orElseThrow()
                .standing());
      }
      assertEquals(2, all.size());
      assertEquals(Optional.empty(), codes.find(connection, "0000000000", Instant.now()));
    }
    come(first());
  }

  private String code(Connection connection, String contact) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT code FROM acknowledgement_code WHERE alert_id = ? AND contact = ?")) {
      query.setObject(1, alert);
      query.setString(2, contact);
      try (var row = query.executeQuery()) {
        assertTrue(row.next());
        return row.getString("code");
      }
    }
  }

  private void put(String plan) throws IOException {
    var ops = given().auth().preemptive().basic("ops", staff.password("ops"));
    String tag = ops.get("/v1/alerting-plan").header("ETag");
    given()
        .auth()
        .preemptive()
        .basic("ops", staff.password("ops"))
        .contentType("application/yaml")
        .header("If-Match", tag)
        .body(plan.getBytes(StandardCharsets.UTF_8))
        .put("/v1/alerting-plan")
        .then()
        .statusCode(200);
  }
}
