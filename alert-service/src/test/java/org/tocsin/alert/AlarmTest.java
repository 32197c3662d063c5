package org.tocsin.alert;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.timer.DailyDigest;
import org.tocsin.alert.timer.OverdueLetters;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.ActReported;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Origin;
import org.tocsin.events.PersonStatusChanged;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Source;
import org.tocsin.events.StateReplied;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IncidentId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.Mechanism;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.events.vocabulary.SourceKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** From the record to the phones: real broker, database, mail and SMS servers. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class AlarmTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static final String USER = "on-call";

  SinksResource.Received received;
  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject DailyDigest digest;
  @Inject OverdueLetters letters;

  private final UUID caseId = UUID.randomUUID();
  private int fences;

  @BeforeEach
  void ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
    received.mails().clear();
    received.sms().clear();
  }

  @Test
  void severeNewsWakesEveryContactOnceBySmsAndEmailHoweverOftenItIsSent() {
    var act = act("first", ActType.TRAVEL_INTERCEPTION, "ngo-one");
    post(act);
    post(act);
    post(act);
    settled(2, 2);
    assertTrue(
        received.sms().stream()
            .allMatch(sms -> sms.text().matches("TOCSIN SEVERE UNVERIFIED T-[0-9A-Z]{8}")));
    assertEquals(
        List.of("12125550101", "12125550102"),
        received.sms().stream().map(sms -> sms.to()).sorted().toList());
    assertTrue(received.mails().stream().allMatch(mail -> mail.subject().equals("Tocsin notice")));
  }

  @Test
  void anActAndTheStatusThatItImpliesAreOneChange() {
    post(event("arrest", act(ActType.ARBITRARY_ARREST), "ngo-one", Optional.empty(), caseId));
    post(
        event(
            "detained",
            new PersonStatusChanged(Term.of(PersonStatus.DETAINED), null),
            "ngo-one",
            Optional.empty(),
            caseId));
    settled(2, 2);
  }

  @Test
  void aReportOfTheSameActByAnotherWakesNobodyAgain() {
    var incident = Optional.of(new IncidentId(UUID.randomUUID()));
    post(event("one", act(ActType.RAID), "ngo-one", incident, caseId));
    post(event("two", act(ActType.RAID), "ngo-two", incident, UUID.randomUUID()));
    settled(0, 2);
  }

  @Test
  void newsThatMakesAnAlertSevereIsFreshNews() {
    post(
        event(
            "blocked",
            new PersonStatusChanged(Term.of(PersonStatus.TRAVEL_BLOCKED), null),
            "ngo-one",
            Optional.empty(),
            caseId));
    settled(0, 2);
    post(
        event(
            "intercepted", act(ActType.TRAVEL_INTERCEPTION), "ngo-one", Optional.empty(), caseId));
    settled(2, 4);
  }

  @Test
  void minorNewsWakesNobody() {
    post(act("smear", ActType.SMEAR_CAMPAIGN, "ngo-one"));
    post(event("raid", act(ActType.RAID), "ngo-one", Optional.empty(), UUID.randomUUID()));
    settled(0, 2);
  }

  @Test
  void minorNewsComesInOneDigestADay() throws Exception {
    post(act("one", ActType.SMEAR_CAMPAIGN, "ngo-one"));
    post(event("two", act(ActType.THREAT), "ngo-one", Optional.empty(), UUID.randomUUID()));
    settled(0, 0);
    digest.plan(Instant.now());
    digest.plan(Instant.now());
    settled(0, 2);
    assertTrue(
        received.mails().stream().allMatch(m -> m.text().contains("TOCSIN MINOR DIGEST T-")));
  }

  @Test
  void aLetterWithoutAReplyOfSubstanceBecomesOverdueOnceAfterItsLastDay() throws Exception {
    var today = LocalDate.now(ZoneOffset.UTC);
    post(letter("silence", today));
    post(letter("answered", today));
    post(
        event(
            "ack",
            reply("silence", ReplyKind.ACKNOWLEDGEMENT),
            "ngo-one",
            Optional.empty(),
            caseId));
    post(
        event(
            "reply",
            reply("answered", ReplyKind.SUBSTANTIVE),
            "ngo-one",
            Optional.empty(),
            caseId));
    settled(0, 2);
    var overdueAt = today.plusDays(61).atStartOfDay(ZoneOffset.UTC).toInstant();
    letters.look(overdueAt.minusSeconds(1));
    assertEquals(0, overdueMails());
    letters.look(overdueAt);
    letters.look(overdueAt);
    assertEquals(2, overdueMails());
  }

  /** They are due in two months, so that they are not seen to arrive. */
  private int overdueMails() throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT count(*) FROM notification n JOIN alert a ON a.id = n.alert_id"
                    + " WHERE a.case_id = ? AND a.change LIKE 'overdue %' AND n.channel = 'EMAIL'")) {
      query.setObject(1, caseId);
      try (var row = query.executeQuery()) {
        assertTrue(row.next());
        return row.getInt(1);
      }
    }
  }

  @Test
  void theTimersStandInTheDatabase() throws Exception {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement("SELECT task_name FROM scheduled_tasks ORDER BY 1");
        var row = query.executeQuery()) {
      var names = new ArrayList<String>();
      while (row.next()) {
        names.add(row.getString(1));
      }
      assertTrue(names.containsAll(List.of("beat", "digest", "overdue")), names.toString());
    }
  }

  private Event letter(String reference, LocalDate sentAt) {
    return event(
        "letter-" + reference,
        new CommunicationSent(
            Term.of(Mechanism.SPECIAL_PROCEDURES), reference, State.of("CH").orElseThrow(), sentAt),
        "ngo-one",
        Optional.empty(),
        caseId);
  }

  private static StateReplied reply(String reference, ReplyKind kind) {
    return new StateReplied(reference, Term.of(kind), State.of("CH").orElseThrow());
  }

  @Test
  void aMessageThatMayHaveGoneIsSentAgainAndMarked() throws Exception {
    post(act("crash", ActType.KILLING, "ngo-one"));
    settled(2, 2);
    try (var connection = dataSource.getConnection();
        var crash =
            connection.prepareStatement(
                "WITH lost AS (DELETE FROM receipt)"
                    + " UPDATE notification SET state = 'sending', lease_until = now() - interval '1 second', provider_message_id = NULL"
                    + " WHERE channel = 'SMS' AND alert_id = (SELECT id FROM alert WHERE case_id = ? AND change = 'deceased')")) {
      crash.setObject(1, caseId);
      assertEquals(2, crash.executeUpdate());
    }
    settled(4, 2);
    assertEquals(
        2, received.sms().stream().filter(sms -> sms.text().endsWith("POSSIBLE REPEAT")).count());
  }

  @Test
  void aHumanAcknowledgesAndTheReceiptsAreSeen() {
    post(act("acknowledged", ActType.TORTURE, "ngo-one"));
    settled(2, 2);
    String reference = received.sms().getFirst().text().replaceAll(".*(T-\\w+).*", "$1");
    given().post("/v1/alerts/" + reference + "/acknowledgement").then().statusCode(401);
    var acknowledged =
        onCall()
            .post("/v1/alerts/" + reference + "/acknowledgement")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertEquals(USER, acknowledged.getString("acknowledgedBy"));
    onCall().get("/v1/alerts/no-such-alert").then().statusCode(404);
    await()
        .atMost(SOON)
        .until(
            () ->
                onCall()
                    .get("/v1/alerts/" + reference)
                    .jsonPath()
                    .getList("notifications.findAll { it.channel == 'sms' }.state")
                    // The news, and that somebody has it.
                    .equals(List.of("delivered", "delivered", "delivered", "delivered")));
    theTimelineTellsAllOfIt(reference);
  }

  private void theTimelineTellsAllOfIt(String reference) {
    var entries = onCall().get("/v1/alerts/" + reference + "/timeline").jsonPath();
    List<String> texts = entries.getList("text");
    assertEquals("a report of it was recorded", texts.getFirst());
    assertEquals(
        List.of("queued", "handed-over", "accepted", "delivered"),
        entries.getList(
            "findAll { it.contact == 'geneva' && it.channel == 'sms' && !it.label }.what"));
    assertEquals(List.of(USER), entries.getList("findAll { it.what == 'acknowledged' }.by"));
    assertTrue(texts.contains("alert raised") && texts.contains("escalation ended"), "" + texts);
    assertTrue(
        texts.contains("geneva by sms (ACKNOWLEDGED): arrived, says the provider"), "" + texts);
    assertTrue(texts.stream().noneMatch(text -> text.matches(".*(@|[0-9]{5}).*")), "" + texts);
    String caseOf = "/v1/alerts?case=" + caseId;
    assertTrue(references(caseOf).contains(reference));
    assertTrue(!references(caseOf + "&open=true").contains(reference), "it does not escalate");
  }

  private List<String> references(String path) {
    return onCall().get(path).jsonPath().getList("reference");
  }

  private io.restassured.specification.RequestSpecification onCall() {
    return given().auth().preemptive().basic(USER, staff.password(USER));
  }

  /** Waits until exactly so many have come and nothing more is on its way. */
  private void settled(int sms, int mails) {
    await()
        .atMost(SOON)
        .until(() -> received.sms().size() >= sms && received.mails().size() >= mails);
    post(event("fence" + fences++, act(ActType.ASSET_FREEZE), "ngo-one", Optional.empty(), caseId));
    await().atMost(SOON).until(() -> received.mails().size() >= mails + 2);
    assertEquals(sms, received.sms().size());
    assertEquals(mails + 2, received.mails().size());
    received.mails().removeLast();
    received.mails().removeLast();
  }

  private Event act(String id, ActType type, String organisation) {
    return event(id, act(type), organisation, Optional.empty(), caseId);
  }

  private static ActReported act(ActType type) {
    State state = State.of("CH").orElseThrow();
    return new ActReported(Term.of(type), state, state, null, null, null, null);
  }

  private static Event event(
      String id,
      ReprisalEvent body,
      String organisation,
      Optional<IncidentId> incident,
      UUID caseId) {
    return new Event(
        new EventHeader(
            new EventId(id + "-" + caseId),
            new Origin.Partner(new Organisation(organisation)),
            new Subject.OfCase(new CaseId(caseId)),
            Optional.empty(),
            incident,
            new OccurredAt(
                Instant.now(Clock.systemUTC()).toString().substring(0, 10), Precision.DAY),
            Optional.of(new Source(Term.of(SourceKind.LAWYER), Optional.empty())),
            Optional.empty(),
            "0".repeat(64)),
        body,
        new SealedPart.None());
  }

  private void post(Event event) {
    log.append(
            Topics.REPRISAL_EVENTS,
            event.header().subject().toString(),
            EventCodec.toCloudEvent(event))
        .join();
  }
}
