package org.tocsin.service.web;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.service.log.CompactedTopic;
import org.tocsin.service.log.DeadLetters;
import org.tocsin.service.log.Followers;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** A service gets the log's parts by injection, and its health tells of its followers. */
@QuarkusTest
@WithTestResource(StaffOfTests.class)
@WithTestResource(KafkaResource.class)
class LogBeansTest {

  @Inject KafkaSettings kafka;
  @Inject LogWriter writer;
  @Inject DeadLetters deadLetters;
  @Inject Followers followers;

  @Test
  void readinessFollowsTheFollowers() throws Exception {
    assertTrue(deadLetters != null);
    var follower =
        new CompactedTopic<>(
            "directory",
            Topics.PARTNER_DIRECTORY,
            kafka,
            found -> new String(found.value(), StandardCharsets.UTF_8),
            (_, _) -> {},
            InstantSource.system());
    followers.start(follower);
    assertTrue(follower.awaitCaughtUp(Duration.ofSeconds(20)));
    var value = "1".getBytes(StandardCharsets.UTF_8);
    writer.append(Topics.PARTNER_DIRECTORY, "first-partner", value).join();
    await().until(() -> follower.get("first-partner").equals(Optional.of("1")));
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'log' }.data.directory", equalTo("following"));

    follower.stop();
    given().get("/q/health/ready").then().statusCode(503);
    given().get("/q/health/live").then().statusCode(200);
  }
}
