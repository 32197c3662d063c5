package org.tocsin.alert.deadletter;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.follow.Alarm;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Origin;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** What could not be processed, tried once more: real broker and database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class ReplayTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject LetterRows letters;
  @Inject Alarm alarm;
  @Inject Dispatcher dispatcher;
  @Inject KafkaSettings kafka;

  private final UUID caseId = UUID.randomUUID();

  @BeforeEach
  void ready() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void whatCannotBeReadIsListedWithItsReasonAndStaysSo() {
    RecordMetadata place =
        log.append(
                Topics.REPRISAL_EVENTS,
                caseId.toString(),
                "no event".getBytes(StandardCharsets.UTF_8))
            .join();
    String id = place.topic() + "/" + place.partition() + "/" + place.offset();
    await()
        .atMost(SOON)
        .until(() -> ops().get("/v1/dead-letters").jsonPath().getList("id").contains(id));
    var outcome =
        ops().queryParam("id", id).post("/v1/dead-letters/replay").then().statusCode(200).extract();
    assertEquals("unreadable", outcome.jsonPath().getString("[0].outcome"));
    given().get("/v1/dead-letters").then().statusCode(401);
    ops().queryParam("id", "no place").post("/v1/dead-letters/replay").then().statusCode(404);
  }

  @Test
  void aDryRunTellsWhoWouldBeWokenAndChangesNothing() throws Exception {
    RecordMetadata place = forgotten(killing());
    assertEquals(
        Optional.of(new Outcome(id(place), "processed", null, false, told("sms", "email"))),
        replay(Duration.ofDays(1))
            .replay(place.topic(), place.partition(), place.offset(), true, "ops"));
    assertEquals(0, count("SELECT count(*) FROM alert WHERE case_id = '" + caseId + "'"));
  }

  @Test
  void staleNewsWakesNobody() throws Exception {
    RecordMetadata place = forgotten(killing());
    var outcome =
        replay(Duration.ZERO)
            .replay(place.topic(), place.partition(), place.offset(), false, "ops")
            .orElseThrow();
    assertTrue(outcome.stale());
    assertFalse(outcome.told().isEmpty());
    assertTrue(outcome.told().stream().allMatch(one -> one.endsWith("/email")), outcome::toString);
    String mine = " WHERE alert_id = (SELECT id FROM alert WHERE case_id = '" + caseId + "')";
    assertEquals(
        0,
        count(
            "SELECT count(*) FROM notification"
                + mine
                + " AND channel = 'SMS' AND state <> 'withdrawn'"));
    assertEquals(
        0,
        count(
            "SELECT count(*) FROM notification"
                + mine
                + " AND channel = 'EMAIL' AND label <> 'REPLAYED'"));
    assertEquals(0, count("SELECT count(*) FROM escalation" + mine + " AND ended_at IS NULL"));
    var again =
        replay(Duration.ZERO)
            .replay(place.topic(), place.partition(), place.offset(), false, "ops")
            .orElseThrow();
    assertEquals(List.of(), again.told(), "what is known tells nobody again");
  }

  private Replay replay(Duration staleAfter) {
    return new Replay(letters, alarm, dispatcher, dataSource, kafka, staleAfter);
  }

  /** An event that the running service has decided on, as if it had not been able to. */
  private RecordMetadata forgotten(Event event) throws Exception {
    RecordMetadata place =
        log.append(
                Topics.REPRISAL_EVENTS,
                event.header().subject().toString(),
                EventCodec.toCloudEvent(event))
            .join();
    String mine = "(SELECT id FROM alert WHERE case_id = '" + caseId + "')";
    await().atMost(SOON).until(() -> count("SELECT count(*) FROM alert WHERE id IN " + mine) == 1);
    // All readers that take it have to come by it: until then nothing may be forgotten.
    boolean urgent = event.severity().equals(Optional.of(Severity.EXTREME));
    await()
        .atMost(SOON)
        .until(
            () ->
                count(
                        "SELECT count(*) FROM log_position WHERE topic = 'reprisal-events' AND reader IN ("
                            + (urgent ? "'alerts-ahead', 'alerts-urgent'" : "'alerts'")
                            + ") AND partition = "
                            + place.partition()
                            + " AND next_offset > "
                            + place.offset())
                    == (urgent ? 2 : 1));
    await()
        .atMost(SOON)
        .until(
            () ->
                count(
                        "SELECT count(*) FROM notification WHERE state IN ('queued', 'sending') AND alert_id IN "
                            + mine)
                    == 0);
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      for (String table :
          List.of("report", "act_key", "acknowledgement_code", "escalation", "notification")) {
        statement.executeUpdate("DELETE FROM " + table + " WHERE alert_id IN " + mine);
      }
      statement.executeUpdate("DELETE FROM alert WHERE case_id = '" + caseId + "'");
      statement.executeUpdate(
          "INSERT INTO dead_letter (topic, partition, \"offset\", consumer, reason, recorded_at) VALUES ('%s', %d, %d, 'alerts', 'handler-failed', now())"
              .formatted(place.topic(), place.partition(), place.offset()));
    }
    return place;
  }

  private static String id(RecordMetadata place) {
    return place.topic() + "/" + place.partition() + "/" + place.offset();
  }

  /** As the tests' plan has them on call. */
  private static List<String> told(String... channels) {
    return List.of("geneva", "new-york").stream()
        .flatMap(one -> List.of(channels).stream().map(channel -> one + "/" + channel))
        .sorted()
        .toList();
  }

  private Event killing() {
    State state = State.of("CH").orElseThrow();
    return new Event(
        new EventHeader(
            new EventId("replayed-" + caseId),
            new Origin.Partner(new Organisation("ngo-one")),
            new Subject.OfCase(new CaseId(caseId)),
            Optional.empty(),
            Optional.empty(),
            new OccurredAt(Instant.now().toString().substring(0, 10), Precision.DAY),
            Optional.empty(),
            Optional.empty(),
            "0".repeat(64)),
        new ActReported(Term.of(ActType.KILLING), state, state, null, null, null, null),
        new SealedPart.None());
  }

  private int count(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.createStatement();
        var row = query.executeQuery(sql)) {
      assertTrue(row.next());
      return row.getInt(1);
    }
  }

  private RequestSpecification ops() {
    return given().auth().preemptive().basic("ops", staff.password("ops"));
  }
}
