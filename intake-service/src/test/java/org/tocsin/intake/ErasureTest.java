package org.tocsin.intake;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.service.log.ErasureMark;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** DOMAIN.md, section 6, rule 11, at the entrance. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class ErasureTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject LogWriter log;

  private final String reference = "defender-" + UUID.randomUUID();

  @BeforeEach
  void ready() {
    Posting.awaitReady();
  }

  @Test
  void nothingNewIsTakenOfAnErasedDefenderUntilTheDeskAllowsIt() {
    String defender =
        Posting.partner()
            .body(act("before"))
            .post("/v1/events")
            .then()
            .statusCode(202)
            .extract()
            .path("defenderId");
    assertEquals(1, keysOf(defender));
    var erased = ErasureMark.erased(defender, Instant.now());
    publish(erased);
    await().atMost(SOON).until(() -> post("at-" + System.nanoTime()) == 409);
    Posting.partner()
        .body(act("refused"))
        .post("/v1/events")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", equalTo("/problems/defender-erased"));
    Posting.partner()
        .contentType("application/x-ndjson")
        .body((act("refused-too") + "\n").getBytes(StandardCharsets.UTF_8))
        .post("/v1/events")
        .then()
        .statusCode(200)
        .body(containsString("/problems/defender-erased"));
    assertEquals(200, post("before"), "a repeat of what is recorded is answered as ever");
    assertEquals(1, keysOf(defender), "a key was made for an erased defender");
    publish(erased.allowing(Instant.now()));
    await().atMost(SOON).until(() -> post("refused") == 202);
  }

  private void publish(ErasureMark mark) {
    log.appendBeside(Topics.SEALING_KEYS, mark.owner(), mark.key(), mark.value()).join();
  }

  private int post(String id) {
    return Posting.partner().body(act(id)).post("/v1/events").statusCode();
  }

  private String act(String id) {
    return Posting.act(id + "-" + reference.substring(9, 17), "raid", "")
        .replace("Zanahoria Ejemplo", reference);
  }

  private static long keysOf(String owner) {
    return RecordedEvents.all("sealing-keys", 12).stream()
        .filter(key -> key.key().startsWith(owner + "/") && !key.key().endsWith("/erased"))
        .count();
  }
}
