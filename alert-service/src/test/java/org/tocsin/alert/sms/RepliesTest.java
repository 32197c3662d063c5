package org.tocsin.alert.sms;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.delivery.Notifications;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.plan.Plans;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.cluster.sms.Sms;
import org.tocsin.cluster.sms.SmscSimulator;
import org.tocsin.events.vocabulary.Severity;

/** What people answer to an SMS, through a real short message centre. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class RepliesTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String GENEVA = "12125550101";
  private static final String NEW_YORK = "12125550102";
  private static final String STRANGER = "12125550199";

  SinksResource.Received received;
  StaffResource.Staff staff;
  SmscSimulator smsc;
  @Inject DataSource dataSource;
  @Inject Notifications notifications;
  @Inject Dispatcher dispatcher;
  @Inject Plans plans;
  @Inject Replies replies;
  @Inject ReplyRows rows;

  private final UUID alert = UUID.randomUUID();
  private final String reference = "T-" + alert.toString().substring(0, 8).toUpperCase(Locale.ROOT);

  @BeforeEach
  void ready() throws Exception {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    forget();
  }

  @AfterEach
  void forget() throws Exception {
    execute("DELETE FROM sms_answer");
    execute("DELETE FROM sms_reply");
    execute("DELETE FROM sms_stop");
    plans.refresh();
    received.sms().clear();
    received.mails().clear();
  }

  @Test
  void anAcknowledgementCountsOnceAndIsAnsweredOnce() throws Exception {
    told("geneva", alert);
    smsc.deliver(GENEVA, "TOCSIN", "ack: " + reference.toLowerCase(Locale.ROOT) + " merci");
    assertEquals("contact/geneva", view().getString("acknowledgedBy"));
    smsc.deliver(GENEVA, "TOCSIN", "ack: " + reference.toLowerCase(Locale.ROOT) + " merci");
    await().atMost(SOON).until(() -> answers(GENEVA, reference).size() >= 1);
    assertEquals(1, count("SELECT count(*) FROM sms_answer"));
    assertEquals(1, count("SELECT count(*) FROM acknowledgement WHERE alert_id = '" + alert + "'"));
  }

  @Test
  void onlyWhoWasToldCanAcknowledgeAndGetsHelpOnce() throws Exception {
    told("geneva", alert);
    smsc.deliver(NEW_YORK, "TOCSIN", "ACK " + reference);
    smsc.deliver(NEW_YORK, "TOCSIN", "what?");
    smsc.deliver(NEW_YORK, "TOCSIN", "ACK T-ZZZZZZZZ");
    await().atMost(SOON).until(() -> answers(NEW_YORK, "ACK T-12345678").size() >= 1);
    assertEquals(1, count("SELECT count(*) FROM sms_answer"));
    assertEquals(null, view().getString("acknowledgedBy"));
  }

  @Test
  void aNumberThatIsNobodysChangesNothingAndGetsNoAnswer() throws Exception {
    told("geneva", alert);
    smsc.deliver(STRANGER, "TOCSIN", "ACK " + reference);
    smsc.deliver(STRANGER, "TOCSIN", "STOP");
    assertEquals(null, view().getString("acknowledgedBy"));
    assertEquals(0, count("SELECT count(*) FROM sms_answer"));
    assertEquals(0, count("SELECT count(*) FROM sms_reply"));
  }

  @Test
  void aNumberThatIsNotVerifiedAcknowledgesNothing() {
    Contact geneva = plans.contacts().get("geneva");
    String number = "+" + GENEVA;
    assertEquals(List.of(geneva), Replies.verified(List.of(geneva), number));
    assertEquals(List.of(), Replies.verified(List.of(geneva), "+" + NEW_YORK));
    var unverified =
        new Contact(
            "unverified",
            List.of(
                new Address(Channel.SMS, number, false, false),
                new Address(Channel.EMAIL, "unverified@example.org", true, false)),
            geneva.language(),
            geneva.zone(),
            geneva.quietHours(),
            geneva.openPgpKey(),
            false,
            false,
            Set.of(),
            Set.of());
    assertEquals(List.of(), Replies.verified(List.of(unverified), number));
  }

  @Test
  void stopIsRespectedShownAndToldAndStartTakesItBack() throws Exception {
    smsc.deliver(GENEVA, "TOCSIN", "Stop");
    smsc.deliver(GENEVA, "TOCSIN", "STOP!");
    assertTrue(stopped());
    await()
        .atMost(SOON)
        .until(() -> received.mails().stream().anyMatch(m -> m.text().contains("SMS STOPPED")));
    planned("geneva", alert);
    await().atMost(SOON).until(() -> state().equals("failed"));
    assertTrue(received.sms().stream().noneMatch(sms -> sms.text().contains(reference)));
    smsc.deliver(GENEVA, "TOCSIN", "start");
    assertFalse(stopped());
    told("geneva", UUID.randomUUID());
    assertEquals(
        1,
        count(
            "SELECT count(*) FROM alert WHERE change LIKE 'sms-stopped %' AND raised_at > now() - interval '1 minute'"));
  }

  @Test
  void twoMachinesDoNotAnswerEachOtherForEver() throws Exception {
    Instant now = Instant.now();
    try (var connection = dataSource.getConnection()) {
      assertTrue(rows.mayAnswer(connection, "+" + GENEVA, ReplyRows.Answer.HELP, now));
      assertFalse(rows.mayAnswer(connection, "+" + GENEVA, ReplyRows.Answer.HELP, now));
      for (int i = 1; i < 20; i++) {
        assertTrue(rows.mayAnswer(connection, "+" + GENEVA, ReplyRows.Answer.TAKEN, now));
      }
      assertFalse(rows.mayAnswer(connection, "+" + GENEVA, ReplyRows.Answer.TAKEN, now));
      for (int i = 20; i < 200; i++) {
        assertTrue(rows.mayAnswer(connection, "+" + i, ReplyRows.Answer.TAKEN, now));
      }
      assertFalse(rows.mayAnswer(connection, "+200", ReplyRows.Answer.TAKEN, now));
      Instant later = now.plusSeconds(3_601);
      assertFalse(rows.mayAnswer(connection, "+" + GENEVA, ReplyRows.Answer.HELP, later));
      assertTrue(rows.mayAnswer(connection, "+" + GENEVA, ReplyRows.Answer.TAKEN, later));
    }
  }

  @Test
  void aReplyThatTheProviderNamesIsProcessedOnceWhateverItSaysAndWhenever() throws Exception {
    var first = new Reply("other", "id-" + alert, "+" + GENEVA, "what?");
    assertTrue(replies.take(first).isPresent());
    execute("DELETE FROM sms_answer");
    assertTrue(replies.take(first).isEmpty());
    try (var connection = dataSource.getConnection()) {
      var unnamed = new Reply("other", null, "+" + GENEVA, "ACK");
      Instant now = Instant.now();
      assertTrue(rows.isNew(connection, unnamed, now));
      assertFalse(rows.isNew(connection, unnamed, now.plusSeconds(60)));
      assertTrue(rows.isNew(connection, unnamed, now.plusSeconds(240)));
      assertFalse(rows.isNew(connection, first, now.plusSeconds(240)));
    }
  }

  private List<Sms> answers(String number, String words) {
    return received.sms().stream()
        .filter(sms -> sms.to().equals(number) && sms.text().contains(words))
        .filter(sms -> !sms.text().contains("EXTREME"))
        .toList();
  }

  private void told(String contact, UUID id) throws SQLException {
    planned(contact, id);
    await()
        .atMost(SOON)
        .until(
            () ->
                count(
                        "SELECT count(*) FROM notification WHERE handed_at IS NOT NULL AND alert_id = '"
                            + id
                            + "'")
                    == 1);
  }

  private void planned(String contact, UUID id) throws SQLException {
    execute(
        "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at, partner)"
            + " VALUES ('"
            + id
            + "', 'T-"
            + id.toString().substring(0, 8).toUpperCase(Locale.ROOT)
            + "', 'test', now(), now(), 3, 'FRESH', now(), '')");
    try (Connection connection = dataSource.getConnection()) {
      notifications.plan(
          connection,
          new Planned(
              id,
              Occasion.FIRST,
              List.of(new Recipient(contact, Channel.SMS)),
              Severity.EXTREME,
              Instant.now()));
    }
    dispatcher.wake();
  }

  private boolean stopped() {
    return given()
        .auth()
        .preemptive()
        .basic("on-call", staff.password("on-call"))
        .get("/v1/readiness")
        .jsonPath()
        .getBoolean(
            "contacts.find { it.contact == 'geneva' }.channels.find { it.channel == 'sms' }.stopped");
  }

  private JsonPath view() {
    return given()
        .auth()
        .preemptive()
        .basic("on-call", staff.password("on-call"))
        .get("/v1/alerts/" + alert)
        .jsonPath();
  }

  private String state() throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT state FROM notification WHERE alert_id = '"
                    + alert
                    + "' AND channel = 'SMS'");
        var row = query.executeQuery()) {
      assertTrue(row.next());
      return row.getString(1);
    }
  }

  private int count(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement(sql);
        var row = query.executeQuery()) {
      assertTrue(row.next());
      return row.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }
}
