package org.tocsin.registry.rebuild;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.Settled;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** The tables are built anew beside the live ones. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class RebuildTest {

  private static final Duration BUILT = Duration.ofSeconds(120);

  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));

  @BeforeEach
  void ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void aRebuildGivesTheSameDigitsReadsGoOnAndWhatComesAfterwardsIsCounted() throws Exception {
    post(
        first.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "SZ"),
        first.status("s", PersonStatus.RELEASED, "2026-11-22"),
        first.act("b", ActType.RAID, "2026-11-20", "SZ"),
        first.retraction("r", "b", "2026-11-22"));
    Settled.await(dataSource, reached);
    Set<String> indexes = indexes();
    String knownAt = page("/v1/states/SZ").path("knownAt");
    List<String> pages =
        List.of(
            "/v1/states/SZ?knownAt=" + knownAt,
            "/v1/states?asOf=2026-11-21&knownAt=" + knownAt,
            "/v1/cases/" + first.caseId() + "?knownAt=" + knownAt);
    List<String> before = pages.stream().map(each -> page(each).asString()).toList();
    as("desk").post("/v1/rebuild").then().statusCode(403);

    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading =
          threads.submit(
              () -> {
                int read = 0;
                for (; !over.get() || read == 0; read++) {
                  assertEquals(before.getFirst(), page(pages.getFirst()).asString());
                }
                return read;
              });
      as("ops").post("/v1/rebuild").then().statusCode(202).body("state", equalTo("building"));
      as("ops").post("/v1/rebuild").then().statusCode(409);
      await()
          .atMost(BUILT)
          .untilAsserted(() -> as("ops").get("/v1/rebuild").then().body("state", equalTo("done")));
      over.set(true);
      assertTrue(reading.get() > 0);
    }
    assertEquals(before, pages.stream().map(each -> page(each).asString()).toList());

    post(first.act("c", ActType.RAID, "2026-11-23", "SZ"));
    Settled.await(dataSource, reached);
    page("/v1/states/SZ").then().body("acts.total", equalTo(2));
    assertEquals(indexes, indexes());
  }

  /** Also those that are made last: without them pages are right, and slow. */
  private Set<String> indexes() throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT indexname FROM pg_indexes WHERE schemaname = 'live'");
        var row = query.executeQuery()) {
      var names = new TreeSet<String>();
      while (row.next()) {
        names.add(row.getString(1));
      }
      return names;
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

  private Response page(String path) {
    Response answer = as("desk").get(path);
    assertEquals(200, answer.statusCode(), answer.asString());
    return answer;
  }
}
