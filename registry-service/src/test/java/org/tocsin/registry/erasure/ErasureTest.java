package org.tocsin.registry.erasure;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.Events;
import org.tocsin.registry.LogEnd;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.sealing.DestroyedKeys;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** DOMAIN.md, section 6, rule 11, against real broker and database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class ErasureTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration COMPACTED = Duration.ofSeconds(120);

  StaffResource.Staff staff;
  SecretsResource.Peer peer;
  KeyEncryption encryption;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject CanaryIndex index;
  @Inject Orders orders;
  @Inject Progress progress;
  @Inject DestroyedKeys keys;
  @Inject Search search;
  @Inject Readings readings;
  @Inject ObjectMapper json;
  @Inject Rebuilt rebuilt;

  private final String canary = "Zanahoria" + UUID.randomUUID().toString().substring(0, 8);
  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  private final DataKey key = DataKey.create(first.defender().toString());
  private final DataKey other = DataKey.create(first.defender().toString());
  private final String page = "/v1/defenders/" + first.defender();

  @BeforeEach
  void ready() throws Exception {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    QuickCompaction.ofKeys();
  }

  @Test
  void erasureMakesNamesUnreadableEverywhereAndLeavesFiguresAsTheyWere() throws Exception {
    var neighbour =
        new Events(
            first.caseId(),
            UUID.randomUUID(),
            "ngo-two",
            first.source(),
            first.incident(),
            "1".repeat(64));
    DataKey ofNeighbour = DataKey.create(neighbour.defender().toString());
    publish(key, other, ofNeighbour);
    post(
        Sealing.seal(described(first, "d", canary), key),
        Sealing.seal(act(first, "a", "DK"), other),
        Sealing.seal(described(neighbour, "n", "Vecina Ejemplo"), ofNeighbour));
    settled();
    try (Connection connection = dataSource.getConnection()) {
      index.put(connection, first.defender(), canary);
      assertEquals(
          Set.of("topic reprisal-events", "table canary_index"),
          new Leaks(encryption, canary).in(connection, "public"),
          "what the search finds before");
    }
    get("desk", page).body("names[0].text", equalTo(canary));
    String figures = figures();
    String state = as("ops").get("/v1/states/DK").asString();

    as("desk")
        .contentType("application/json")
        .body("{\"ground\": \"danger\"}")
        .post(page + "/erasure")
        .then()
        .statusCode(403);
    order("{}").statusCode(400).body("errors[0].pointer", equalTo("/ground"));
    order("{\"ground\": \"danger\"}").statusCode(202).body("state", equalTo("ordered"));
    await()
        .atMost(COMPACTED)
        .untilAsserted(() -> get("desk", page + "/erasure").body("state", equalTo("certified")));

    assertTrue(leaks("public").isEmpty(), () -> "still read: " + canary);
    assertEquals(figures, figures());
    assertEquals(state, as("ops").get("/v1/states/DK").asString());
    get("desk", page + "/erasure")
        .body("newReports", equalTo("refused"))
        .body("oldKeysInKeyset", hasSize(1))
        .body("certificate.keys", hasItems(key.name().keyId(), other.name().keyId()))
        .body("certificate.sealedEvents", equalTo(2))
        .body("certificate.derivedRows.'canary-index'", equalTo(1))
        .body("certificate.scanned", hasSize(12))
        .body("certificate.orderedBy", equalTo("admin"))
        .body("certificate.ground", equalTo("danger"))
        .body("certificate.readBy.who", hasItem("desk"))
        .body("certificate.reportedBy", equalTo(List.of("/partners/" + first.organisation())));
    as("desk")
        .accept("text/plain")
        .get(page + "/erasure/certificate")
        .then()
        .statusCode(200)
        .body(containsString("Data keys destroyed: 2"));
    get("desk", page).body("names", nullValue()).body("acts", equalTo(1));
    get("desk", "/v1/cases/" + first.caseId())
        .body("timeline.find { it.eventId == 'a' }.flags", hasItem("erased"))
        .body("timeline.find { it.eventId == 'a' }.data.actType", equalTo("raid"))
        .body("timeline.find { it.eventId == 'n' }.sealed.names[0].text", equalTo("Vecina Ejemplo"))
        .body(not(containsString(canary)));
    follow("a").body("flags", hasItem("erased")).body("state", equalTo("standing"));

    DataKey late = DataKey.create(first.defender().toString());
    publish(late);
    post(
        Sealing.seal(act(first, "late", "DK"), late), Sealing.seal(act(first, "later", "DK"), key));
    settled();
    follow("later").body("flags", hasItem("key-destroyed"));
    get("desk", "/v1/cases/" + first.caseId())
        .body("timeline.find { it.eventId == 'late' }.flags", hasItem("key-destroyed"));
    await().atMost(COMPACTED).untilAsserted(() -> assertTrue(leaks("public").isEmpty()));

    rebuilt.everything();
    assertTrue(leaks(Rebuilt.SCHEMA).isEmpty());
    try (Connection connection = dataSource.getConnection()) {
      for (String table :
          List.of("act", "case_summary", "event", "erased_owner", "erasure_certificate")) {
        assertEquals(
            Rebuilt.rows(connection, "public", table, first),
            Rebuilt.rows(connection, Rebuilt.SCHEMA, table, first),
            table);
      }
    }
  }

  @Test
  void anErasureThatIsKilledAfterAnyStepIsFinishedByAnother() throws Exception {
    publish(key);
    post(Sealing.seal(act(first, "a", "DJ"), key));
    settled();
    ErasureOrder order;
    try (Connection connection = dataSource.getConnection()) {
      assertTrue(lock(connection, "pg_try_advisory_lock"), "the worker sleeps from here on");
      try {
        order("{\"ground\": \"defender-asked\"}").statusCode(202);
        settled();
        order = orders.newest(connection, first.defender()).orElseThrow();
        Thread.currentThread().interrupt();
        assertThrows(
            InterruptedException.class,
            () -> worker().advance(order),
            "killed after the mark was written");
        settled();
        assertEquals(new Facts(true, 0, 1, false, false), progress.facts(connection, order));
        order("{\"ground\": \"other\"}").statusCode(409);
        assertTrue(worker().advance(order));
        assertEquals(new Facts(true, 0, 0, false, false), progress.facts(connection, order));
        get("desk", page + "/erasure").body("state", equalTo("keys-destroyed"));
        assertTrue(worker().advance(order));
        assertEquals(new Facts(true, 0, 0, true, false), progress.facts(connection, order));
      } finally {
        lock(connection, "pg_advisory_unlock");
      }
    }
    await()
        .atMost(COMPACTED)
        .untilAsserted(
            () ->
                get("desk", page + "/erasure")
                    .body("state", equalTo("certified"))
                    .body("certificate.keys", equalTo(List.of(key.name().keyId()))));
  }

  @Test
  void newReportsAreSealedUnderNewKeysOnlyOnceTheyAreAllowed() {
    post(first.act("a", ActType.RAID, "2026-11-20", "DM"));
    settled();
    as("admin").post(page + "/erasure/new-reports").then().statusCode(404);
    order("{\"ground\": \"consent-withdrawn\"}").statusCode(202);
    await()
        .atMost(COMPACTED)
        .untilAsserted(() -> get("desk", page + "/erasure").body("state", equalTo("certified")));
    as("admin").post(page + "/erasure/new-reports").then().statusCode(202);
    settled();
    get("desk", page + "/erasure").body("newReports", equalTo("allowed"));
    publish(key);
    post(Sealing.seal(described(first, "d", canary), key));
    settled();
    get("desk", page).body("names[0].text", equalTo(canary));
    order("{\"ground\": \"consent-withdrawn\"}").statusCode(202);
    await()
        .atMost(COMPACTED)
        .untilAsserted(
            () ->
                get("desk", page + "/erasure")
                    .body("state", equalTo("certified"))
                    .body("newReports", equalTo("refused"))
                    .body("certificate.keys", equalTo(List.of(key.name().keyId()))));
    get("desk", page).body("names", nullValue());
  }

  private Execution worker() {
    return new Execution(
        dataSource, log, progress, keys, search, readings, List.of(index), json, Duration.ZERO);
  }

  private static boolean lock(Connection connection, String function) throws Exception {
    try (var query = connection.prepareStatement("SELECT " + function + "(?)")) {
      query.setLong(1, ErasureWorker.LOCK);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private Set<String> leaks(String schema) throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      return new Leaks(encryption, canary).in(connection, schema);
    }
  }

  /** Every State's line; the watermark of an answer is no figure. */
  private String figures() {
    return as("ops").get("/v1/states").asString();
  }

  private Event described(Events events, String id, String name) {
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    names.putArray("names").addObject().put("text", name);
    return events.event(
        id,
        "2026-11-20",
        new DefenderDescribed(Term.of(DefenderKind.PERSON), null, null, null),
        new Subject.OfCase(new CaseId(events.caseId())),
        new SealedPart.Open(names));
  }

  private Event act(Events events, String id, String state) {
    Event act = events.act(id, ActType.RAID, "2026-11-20", state);
    return new Event(
        act.header(),
        act.body(),
        new SealedPart.Open(
            JsonNodeFactory.instance.objectNode().put("summary", "What happened to " + canary)));
  }

  private void publish(DataKey... published) {
    for (DataKey one : published) {
      byte[] value =
          JsonNodeFactory.instance
              .objectNode()
              .put("wrapped", Base64.getEncoder().encodeToString(encryption.wrap(one)))
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      log.appendBeside(Topics.SEALING_KEYS, one.name().owner(), one.name().toString(), value)
          .join();
    }
  }

  private void post(Event... posted) {
    for (Event event : posted) {
      log.append(
              Topics.REPRISAL_EVENTS,
              event.header().subject().toString(),
              EventCodec.toCloudEvent(event))
          .join();
    }
  }

  private RequestSpecification as(String user) {
    return given().auth().preemptive().basic(user, staff.password(user));
  }

  private ValidatableResponse get(String user, String path) {
    return as(user).get(path).then().statusCode(200);
  }

  private ValidatableResponse order(String body) {
    return as("admin").contentType("application/json").body(body).post(page + "/erasure").then();
  }

  private ValidatableResponse follow(String id) {
    return given()
        .header("Authorization", peer.authorization())
        .get("/v1/submissions/" + first.organisation() + "/events/" + id)
        .then()
        .statusCode(200);
  }

  /** Returns when the readers have stood at the end of the log. */
  private void settled() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              long end = LogEnd.sum();
              try (var connection = dataSource.getConnection();
                  var query =
                      connection.prepareStatement(
                          "SELECT coalesce(sum(next_offset), 0) FROM log_position");
                  var row = query.executeQuery()) {
                assertTrue(row.next());
                assertTrue(row.getLong(1) >= end, "behind");
              }
            });
  }
}
