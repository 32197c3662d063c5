package org.tocsin.intake;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.StaffResource;

/** What a partner hears while the broker is away. */
@QuarkusTest
@QuarkusTestResource(value = OwnBroker.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class OutageTest {

  OwnBroker.Switch broker;

  @Test
  void withoutTheBrokersNothingIsAcceptedAndAfterwardsTheSameRequestIs() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> post("before").then().statusCode(202));
    broker.kill();
    post("during")
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .contentType("application/problem+json")
        .body("detail", containsString("same id"));
    broker.startAgain();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> post("during").then().statusCode(202));
  }

  @Test
  void aStreamEndsWhenAnotherRequestThatHasTheSameEventUnderWayFails() {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> post("key").then().statusCode(202));
    broker.halt();
    var single = CompletableFuture.supplyAsync(() -> post("both").statusCode());
    String stream = Posting.act("outage-both");
    // The stream comes while the single request is still waiting for the brokers.
    await().pollDelay(Duration.ofSeconds(1)).until(() -> !single.isDone());
    assertEquals(
        List.of("unavailable"),
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> statuses(stream)));
    assertEquals(503, single.join());
    broker.goOn();
    // What was under way when the broker halted may have been recorded afterwards.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Set.of("accepted", "repeated").contains(statuses(stream).getFirst()));
  }

  private static Response post(String id) {
    return Posting.partner().body(Posting.act("outage-" + id)).post("/v1/events");
  }

  private static List<String> statuses(String stream) {
    return Posting.partner()
        .contentType("application/x-ndjson")
        .body(stream.getBytes(StandardCharsets.UTF_8))
        .post("/v1/events")
        .asString()
        .lines()
        .map(line -> JsonPath.from(line).getString("status"))
        .toList();
  }
}
