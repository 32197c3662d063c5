package org.tocsin.alert.follow;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.alert.follow.Posted.act;
import static org.tocsin.alert.follow.Posted.correction;
import static org.tocsin.alert.follow.Posted.logged;
import static org.tocsin.alert.follow.Posted.retraction;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.timer.DailyDigest;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Logged;
import org.tocsin.service.log.Topics;

/** Rules of alerting that need the whole service: broker, database, mail and SMS servers. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class RunningRulesTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  SinksResource.Received received;
  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Decisions decisions;
  @Inject DailyDigest digest;

  private final UUID caseId = UUID.randomUUID();

  @BeforeEach
  void ready() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    received.mails().clear();
    received.sms().clear();
  }

  @Test
  @DisplayName(
      "Rule 4: A correction or retraction of something alerted goes to exactly the people who got the alert, on the same channels, and to nobody else")
  void amendmentsFollowTheAlert() {
    Event raid = act("raid", ActType.RAID, "LI", "ngo-one", caseId);
    post(raid);
    toldOf(caseId, 0, 2);
    post(correction("smaller", raid, "actType", "threat"));
    toldOf(caseId, 0, 4);
    post(correction("graver", raid, "actType", "torture"));
    toldOf(caseId, 2, 6);
    post(retraction("sorry", raid));
    toldOf(caseId, 4, 8);
    String reference = alert(caseId).getString("[0].reference");
    assertEquals(
        2,
        received.sms().stream()
            .filter(sms -> sms.text().contains("CANCEL") && sms.text().contains(reference))
            .count());
    assertTrue(alert(caseId).getString("[0].cancelledAt") != null);
  }

  @Test
  @DisplayName(
      "Rule 4: A cancel is never sent to someone whose alert was not handed over: what is queued is withdrawn")
  void whatWasNotHandedOverIsWithdrawn() throws Exception {
    Event killing = act("killing", ActType.KILLING, "LI", "ngo-one", caseId);
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      // In one transaction: nobody can have sent anything in between.
      decisions.decide(connection, List.of(logged(killing), logged(retraction("sorry", killing))));
      connection.commit();
    }
    assertEquals(
        List.of("withdrawn", "withdrawn", "withdrawn", "withdrawn"),
        alert(caseId).getList("[0].notifications.state"));
    assertTrue(alert(caseId).getString("[0].cancelledAt") != null);
  }

  @Test
  @DisplayName(
      "Rule 7: A storm is exact with two instances, any order and 12 % repeats: five alone, one storm alert at 10, 100, 1,000 … acts; an extreme act inside it still gets its own alert at once")
  void aStormIsExact() throws Exception {
    int acts = 1_100;
    var arrests = new ArrayList<Logged<Event>>();
    for (int i = 0; i < acts; i++) {
      UUID ofItsOwn = new UUID(caseId.getMostSignificantBits(), i);
      Event arrest = act("arrest", ActType.ARBITRARY_ARREST, "NR", "ngo-one", ofItsOwn);
      arrests.add(logged(arrest));
      if (i % 25 < 3) {
        arrests.add(logged(arrest));
      }
    }
    arrests.add(logged(act("killing", ActType.KILLING, "NR", "ngo-two", caseId)));
    Collections.shuffle(arrests, new Random(7));
    List<Callable<Void>> instances = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      int own = part;
      instances.add(
          () -> {
            for (int from = 0; from < arrests.size(); from += 60) {
              // Both see every third batch: as after a rebalance in the middle.
              if (from / 60 % 3 == 2 || from / 60 % 2 == own) {
                decide(arrests.subList(from, Math.min(arrests.size(), from + 60)));
              }
            }
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var done : threads.invokeAll(instances)) {
        done.get();
      }
    }
    String mine = "case_id::text LIKE '" + caseId.toString().substring(0, 18) + "%'";
    assertEquals(acts + 1, count("SELECT count(*) FROM alert WHERE " + mine));
    assertEquals(
        5, count("SELECT count(*) FROM alert WHERE storm_id IS NULL AND severity = 2 AND " + mine));
    assertEquals(1, count("SELECT count(DISTINCT storm_id) FROM alert WHERE " + mine));
    assertEquals(
        acts,
        count(
            "SELECT max(acts) FROM storm WHERE alert_id IN (SELECT storm_id FROM alert WHERE "
                + mine
                + ")"));
    var labels = new TreeSet<String>();
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT label, count(*) FROM notification WHERE alert_id IN (SELECT storm_id FROM alert WHERE "
                    + mine
                    + ") GROUP BY label");
        var row = query.executeQuery()) {
      while (row.next()) {
        labels.add(row.getString(1) + " x " + row.getInt(2));
      }
    }
    assertEquals(
        new TreeSet<>(List.of("STORM x 4", "STORM 10 x 4", "STORM 100 x 4", "STORM 1000 x 4")),
        labels);
    assertEquals(4, alert(caseId).getList("[0].notifications").size(), "the killing is told alone");
  }

  private void decide(List<Logged<Event>> batch) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      decisions.decide(connection, batch);
      connection.commit();
    }
  }

  @Test
  @DisplayName(
      "Rule 8: A report that cannot be read (a dead letter) is an alarm too: on-call gets a bare notice")
  void anUnreadableReportIsAnAlarm() {
    log.append(
            Topics.REPRISAL_EVENTS,
            caseId.toString(),
            io.cloudevents.core.builder.CloudEventBuilder.v1()
                .withId("unreadable")
                .withSource(java.net.URI.create("/partners/ngo-one"))
                .withType("org.tocsin.no-such-type.v1")
                .withSubject(caseId.toString())
                .withData(
                    "application/json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .build())
        .join();
    await()
        .atMost(SOON)
        .until(
            () ->
                received.sms().stream()
                        .filter(sms -> sms.text().contains("UNREADABLE REPORT"))
                        .count()
                    == 2);
    assertTrue(
        received.sms().stream()
            .allMatch(sms -> sms.text().matches("TOCSIN SEVERE UNREADABLE REPORT T-[0-9A-Z]{8}")));
  }

  @Test
  @DisplayName(
      "Rule 11: Work is fair between partners: ten thousand reports of one never delay another's extreme report")
  void noBacklogStandsBeforeAnExtremeReport() throws Exception {
    post(act("first", ActType.RAID, "LI", "ngo-one", caseId));
    toldOf(caseId, 0, 2);
    try (var connection = dataSource.getConnection();
        var halt =
            connection.prepareStatement(
                "SELECT * FROM log_position WHERE reader = 'alerts' FOR UPDATE")) {
      connection.setAutoCommit(false);
      halt.executeQuery();
      // The reader of all events stands still from here on, as before the largest backlog.
      for (int i = 0; i < 50; i++) {
        post(act("flood-" + i, ActType.THREAT, "LI", "ngo-one", caseId));
      }
      post(act("killing", ActType.KILLING, "LI", "ngo-two", caseId));
      toldOf(caseId, 2, 4);
      connection.rollback();
    }
    // When it goes on, it finds the killing told of already.
    await().atMost(SOON).until(() -> alert(caseId).getList("id").size() == 52);
    toldOf(caseId, 2, 4);
  }

  @Test
  @DisplayName(
      "Rule 11: Ten thousand extreme reports of one partner never delay another's: some of each go ahead")
  void someExtremeNewsOfEachPartnerGoesAhead() throws Exception {
    RecordMetadata first = post(act("first", ActType.KILLING, "LI", "ngo-one", caseId));
    toldOf(caseId, 2, 2);
    stored("alerts-urgent", first);
    RecordMetadata ahead;
    try (var connection = halt("alerts-urgent")) {
      // As before the largest backlog of extreme reports of others.
      ahead = post(act("kidnapping", ActType.KIDNAPPING, "LI", "ngo-two", caseId));
      toldOf(caseId, 4, 4);
      connection.rollback();
    }
    // When that reader comes by, it finds the kidnapping told of already.
    stored("alerts-urgent", ahead);
    toldOf(caseId, 4, 4);
  }

  @Test
  @DisplayName(
      "Rule 4: A correction that makes an act extreme is fresh news, and waits behind no backlog")
  void aCorrectionThatMakesItExtremeOvertakesABacklog() throws Exception {
    Event raid = act("raid", ActType.RAID, "LI", "ngo-one", caseId);
    post(raid);
    toldOf(caseId, 0, 2);
    try (var connection = halt("alerts")) {
      for (int i = 0; i < 20; i++) {
        post(act("flood-" + i, ActType.THREAT, "LI", "ngo-one", caseId));
      }
      post(correction("graver", raid, "actType", "torture"));
      toldOf(caseId, 2, 4);
      assertEquals("extreme", alert(caseId).getString("[0].severity"));
      connection.rollback();
    }
    await().atMost(SOON).until(() -> alert(caseId).getList("id").size() == 21);
    toldOf(caseId, 2, 4);
  }

  /** Holds back a reader that has stored a position for the partition of this case. */
  private Connection halt(String reader) throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.setAutoCommit(false);
    try (var halt =
        connection.prepareStatement("SELECT * FROM log_position WHERE reader = ? FOR UPDATE")) {
      halt.setString(1, reader);
      halt.executeQuery();
    }
    return connection;
  }

  /** Waits until a reader has decided on a record. */
  private void stored(String reader, RecordMetadata place) {
    await()
        .atMost(SOON)
        .until(
            () ->
                count(
                        "SELECT count(*) FROM log_position WHERE topic = 'reprisal-events' AND reader = '%s' AND partition = %d AND next_offset > %d"
                            .formatted(reader, place.partition(), place.offset()))
                    == 1);
  }

  @Test
  @DisplayName(
      "A database that begins empty beside an old log files old news and wakes nobody because of it")
  void aRebuiltDatabaseTellsNobodyOfOldNews() throws Exception {
    Instant yesterday = Instant.now().minus(Duration.ofHours(25));
    Event old = act("old", ActType.KILLING, "LI", "ngo-one", caseId);
    Event minor = act("minor", ActType.THREAT, "LI", "ngo-one", caseId);
    Event graver = correction("graver", minor, "actType", "torture");
    decide(List.of(logged(old, yesterday), logged(minor, yesterday), logged(graver, yesterday)));
    assertEquals(2, alert(caseId).getList("id").size());
    assertEquals(List.of(), alert(caseId).getList("notifications.flatten()"));
    digest.plan(Instant.now());
    assertEquals(
        0,
        count(
            "SELECT count(*) FROM alert WHERE digest_id IS NOT NULL AND case_id = '"
                + caseId
                + "'"));
    decide(
        List.of(
            logged(act("joins", ActType.KILLING, "LI", "ngo-one", caseId), yesterday),
            logged(act("fresh", ActType.KIDNAPPING, "LI", "ngo-one", caseId))));
    assertEquals(4, alert(caseId).getList("notifications.flatten()").size(), "fresh news is told");
    toldOf(caseId, 2, 2);
  }

  @Test
  void aSilenceIsSetSeenEndedAndWhatItCoveredComesWithTheDigest() throws Exception {
    onCall()
        .contentType("application/json")
        .body("{\"until\": \"2020-01-01T00:00:00Z\", \"sate\": \"LI\", \"reason\": \"x\"}")
        .post("/v1/silences")
        .then()
        .statusCode(400);
    var silence =
        onCall()
            .contentType("application/json")
            .body(
                Map.of(
                    "caseId",
                    caseId,
                    "until",
                    Instant.now().plusSeconds(600).toString(),
                    "reason",
                    "a training"))
            .post("/v1/silences")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    String id = silence.getString("id");
    post(act("arrest", ActType.ARBITRARY_ARREST, "LI", "ngo-one", caseId));
    await().atMost(SOON).until(() -> alert(caseId).getString("[0].silence.id") != null);
    assertEquals("a training", alert(caseId).getString("[0].silence.reason"));
    assertEquals(List.of(), alert(caseId).getList("[0].notifications"));
    post(act("killing", ActType.KILLING, "LI", "ngo-one", caseId));
    toldOf(caseId, 2, 2);
    onCall().delete("/v1/silences/" + id).then().statusCode(200);
    var ended = onCall().get("/v1/silences/" + id).jsonPath();
    assertEquals(false, ended.getBoolean("inForce"));
    assertEquals(1, ended.getInt("covered"));
    post(act("again", ActType.PHYSICAL_ATTACK, "LI", "ngo-one", caseId));
    toldOf(caseId, 4, 4);
    digest.plan(Instant.now());
    assertEquals(
        1, alert(caseId).getList("findAll { it.silence != null && it.digest != null }").size());
  }

  @Test
  void theBeatIsSeenByHealthAndMetrics() {
    await()
        .atMost(SOON)
        .until(
            () ->
                count(
                        "SELECT count(*) FROM scheduled_tasks WHERE task_name = 'beat' AND last_success IS NOT NULL")
                    == 1);
    await().atMost(SOON).until(() -> given().get("/q/health/well").statusCode() == 200);
  }

  /** Waits until so many messages of a case have come, and are all that were planned for it. */
  private void toldOf(UUID about, int sms, int mails) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              List<String> references = alert(about).getList("reference");
              assertEquals(sms, received(references, true), "SMS");
              assertEquals(mails, received(references, false), "mails");
            });
  }

  private long received(List<String> references, boolean sms) {
    var texts =
        sms
            ? received.sms().stream().map(one -> one.text())
            : received.mails().stream().map(one -> one.text());
    return texts.filter(text -> references.stream().anyMatch(text::contains)).count();
  }

  private JsonPath alert(UUID about) {
    return onCall().get("/v1/alerts?limit=1000&case=" + about).jsonPath();
  }

  private RequestSpecification onCall() {
    return given().auth().preemptive().basic("on-call", staff.password("on-call"));
  }

  private int count(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement(sql);
        var row = query.executeQuery()) {
      assertTrue(row.next());
      return row.getInt(1);
    }
  }

  private RecordMetadata post(Event event) {
    return log.append(
            Topics.REPRISAL_EVENTS,
            event.header().subject().toString(),
            EventCodec.toCloudEvent(event))
        .join();
  }
}
