package org.tocsin.alert.live;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.Listening;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.service.problem.ProblemException;

/** Streams over HTTP: what another instance has done is told too, since the database is asked. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class LiveAlertsTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PATH = "/v1/alerts/events";

  StaffResource.Staff staff;
  @Inject DataSource dataSource;
  @Inject Feed feed;

  @BeforeEach
  void ready() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void stepsAreToldAsTheyHappenAndAfterABreakFromWhereItBroke() throws Exception {
    UUID first = UUID.randomUUID();
    UUID missed = UUID.randomUUID();
    String last;
    try (var stream = listen(null)) {
      await().atMost(SOON).until(() -> !stream.came().isEmpty());
      assertEquals("open", stream.came().getFirst().name());
      raise(first);
      await().atMost(SOON).until(() -> raised(stream).contains(first.toString()));
      last = stream.lastId();
    }
    raise(missed);
    try (var stream = listen(last)) {
      await().atMost(SOON).until(() -> raised(stream).contains(missed.toString()));
      assertTrue(!raised(stream).contains(first.toString()), "it was told before");
      var step =
          stream.came().stream()
              .filter(came -> came.name().equals("step"))
              .filter(came -> came.data().path("alertId").asText().equals(missed.toString()))
              .findFirst()
              .orElseThrow();
      assertEquals("severe", step.data().path("severity").asText());
      assertTrue(step.data().path("reference").asText().startsWith("T-"));
    }
  }

  @Test
  void onlyStaffListenAndOnlyFromSomewhere() {
    given().get(PATH).then().statusCode(401);
    given()
        .auth()
        .preemptive()
        .basic("ops", staff.password("ops"))
        .header("Last-Event-ID", "yesterday")
        .get(PATH)
        .then()
        .statusCode(400);
  }

  @Test
  void thereAreOnlySoManyStreams() {
    var open = new ArrayList<Listener>();
    try {
      var refused =
          assertThrows(
              ProblemException.class,
              () -> {
                while (open.size() <= 100) {
                  var one = new Listener(Optional.empty(), feed.now());
                  feed.open(one);
                  open.add(one);
                }
              });
      assertEquals(503, refused.problem().status());
    } finally {
      open.forEach(feed::close);
    }
  }

  private Listening listen(String lastEventId) {
    return Listening.to(
        "http://localhost:" + RestAssured.port + PATH, "desk", staff.password("desk"), lastEventId);
  }

  private static List<String> raised(Listening stream) {
    return stream.came().stream()
        .filter(came -> came.data() != null && came.data().path("state").asText().equals("raised"))
        .map(came -> came.data().path("alertId").asText())
        .toList();
  }

  private void raise(UUID id) throws SQLException {
    try (var connection = dataSource.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at)"
                    + " VALUES (?, ?, 'test', now(), now(), 2, 'FRESH', now() - interval '2 days')")) {
      insert.setObject(1, id);
      insert.setString(2, "T-" + id.toString().substring(0, 8));
      insert.executeUpdate();
    }
  }
}
