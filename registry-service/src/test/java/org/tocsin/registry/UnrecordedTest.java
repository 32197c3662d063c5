package org.tocsin.registry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.cluster.kafka.Broker;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.service.log.LogWriter;

/** What cannot be recorded is not shown: the broker is killed. */
@QuarkusTest
@TestProfile(UnrecordedTest.OwnBroker.class)
class UnrecordedTest {

  /** A broker that nobody else uses. */
  public static final class OwnBroker implements QuarkusTestProfile {

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(OwnBrokerResource.class),
          new TestResourceEntry(DatabaseResource.class, Map.of("name", "unrecorded")),
          new TestResourceEntry(StaffResource.class),
          new TestResourceEntry(SecretsResource.class));
    }
  }

  private static final Duration SOON = Duration.ofSeconds(60);

  Broker broker;
  StaffResource.Staff staff;
  KeyEncryption encryption;
  @Inject LogWriter log;

  @Test
  void whatCannotBeRecordedIsNotShown() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    var open = Events.ofNewCase();
    var restricted = open.withCase(UUID.randomUUID());
    var canary = new Canary(log, encryption, open);
    canary.sing("CH");
    canary.post(
        Canary.byTheDesk(restricted.event("n", "2026-11-20", new NeedToKnowSet(List.of("ana")))));
    await().atMost(SOON).until(() -> desk().get(page(open)).asString().contains(Canary.NAME));
    await().atMost(SOON).until(() -> desk().get(page(restricted)).statusCode() == 403);

    broker.kill();
    for (String path :
        List.of(
            page(open),
            page(restricted),
            "/v1/defenders/" + open.defender(),
            page(open) + "/brief?purpose=alert",
            "/v1/states/CH/cases?purpose=public-named")) {
      desk()
          .get(path)
          .then()
          .statusCode(503)
          .body("type", equalTo("/problems/unavailable"))
          .header("Retry-After", notNullValue())
          .body(not(containsString(Canary.NAME)))
          .body(not(containsString("travel-interception")));
    }
    desk()
        .contentType("application/json")
        .body(Map.of("reason", "an emergency"))
        .post(page(restricted) + "/break-glass")
        .then()
        .statusCode(503);
  }

  private RequestSpecification desk() {
    return given().auth().preemptive().basic("desk", staff.password("desk"));
  }

  private static String page(Events events) {
    return "/v1/cases/" + events.caseId();
  }
}
