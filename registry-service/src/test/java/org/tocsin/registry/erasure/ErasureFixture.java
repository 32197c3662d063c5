package org.tocsin.registry.erasure;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.Settled;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.registry.sealing.DestroyedKeys;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** One invented defender with two data keys, and how a test writes and reads what is about it. */
abstract class ErasureFixture {

  static final Duration SOON = Duration.ofSeconds(20);
  static final Duration COMPACTED = Duration.ofSeconds(120);

  StaffResource.Staff staff;
  SecretsResource.Peer peer;
  KeyEncryption encryption;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;
  @Inject CanaryIndex index;
  @Inject Orders orders;
  @Inject Progress progress;
  @Inject DestroyedKeys keys;
  @Inject Search search;
  @Inject Certifying certifying;
  @Inject OrderLog orderLog;
  @Inject Rebuilt rebuilt;

  final String canary = "Zanahoria" + UUID.randomUUID().toString().substring(0, 8);
  final Events first = Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  final DataKey key = DataKey.create(first.defender().toString());
  final DataKey other = DataKey.create(first.defender().toString());
  final String page = "/v1/defenders/" + first.defender();

  @BeforeEach
  void ready() throws Exception {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    QuickCompaction.ofKeys();
  }

  final Execution worker() {
    return new Execution(
        dataSource, log, progress, keys, search, certifying, List.of(index), Duration.ZERO);
  }

  static boolean lock(Connection connection, String function) throws Exception {
    try (var query = connection.prepareStatement("SELECT " + function + "(?)")) {
      query.setLong(1, ErasureWorker.LOCK);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  final Set<String> leaks(String schema) throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      return new Leaks(encryption, canary).in(connection, schema);
    }
  }

  /** Every State's line; the moment that an answer is of is no figure. */
  final String figures() {
    return figures("/v1/states");
  }

  final String figures(String page) {
    return as("ops").get(page).asString().replaceFirst("\"knownAt\":\"[^\"]*\",", "");
  }

  final Event described(Events events, String id, String name) {
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    names.putArray("names").addObject().put("text", name);
    return events.event(
        id,
        "2026-11-20",
        new DefenderDescribed(Term.of(DefenderKind.PERSON), null, null, null),
        new Subject.OfCase(new CaseId(events.caseId())),
        new SealedPart.Open(names));
  }

  final Event act(Events events, String id, String state) {
    Event act = events.act(id, ActType.RAID, "2026-11-20", state);
    return new Event(
        act.header(),
        act.body(),
        new SealedPart.Open(
            JsonNodeFactory.instance.objectNode().put("summary", "What happened to " + canary)));
  }

  final void publish(DataKey... published) {
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

  final void post(Event... posted) {
    for (Event event : posted) {
      log.append(
              Topics.REPRISAL_EVENTS,
              event.header().subject().toString(),
              EventCodec.toCloudEvent(event))
          .join();
    }
  }

  final RequestSpecification as(String user) {
    return given().auth().preemptive().basic(user, staff.password(user));
  }

  final ValidatableResponse get(String user, String path) {
    return as(user).get(path).then().statusCode(200);
  }

  final ValidatableResponse order(String body) {
    return as("admin").contentType("application/json").body(body).post(page + "/erasure").then();
  }

  final ValidatableResponse follow(String id) {
    return given()
        .header("Authorization", peer.authorization())
        .get("/v1/submissions/" + first.organisation() + "/events/" + id)
        .then()
        .statusCode(200);
  }

  final void settled() {
    Settled.await(dataSource, reached);
  }
}
