package org.tocsin.intake;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.sealing.DataKey;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.events.sealing.Sealing;
import org.tocsin.events.submission.Envelope;
import org.tocsin.events.submission.Submission;
import org.tocsin.events.submission.SubmissionReader;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** Sending again without thinking. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class RepeatTest {

  @Inject LogWriter log;
  @Inject SubmissionReader reader;
  @Inject MeterRegistry meters;

  @BeforeEach
  void ready() {
    Posting.awaitReady();
  }

  @Test
  void theSameIdAndContentAgainIsAnsweredWithTheFirstAnswerAndRecordedOnce() {
    String event = Posting.act("repeat-1", "a-new-kind", "");
    String first =
        Posting.partner()
            .body(event)
            .post("/v1/events")
            .then()
            .statusCode(202)
            .extract()
            .asString();
    long before = RecordedEvents.count();
    String again =
        Posting.partner()
            .body(event.replace("{\"specversion\"", "{  \"specversion\""))
            .post("/v1/events")
            .then()
            .statusCode(200)
            .header("Location", endsWith("/v1/events/repeat-1"))
            .extract()
            .asString();
    assertEquals(first, again);
    assertEquals(before, RecordedEvents.count());
  }

  @Test
  void theSameIdWithOtherContentIsAConflictThatSaysSo() {
    Posting.partner().body(Posting.act("repeat-2")).post("/v1/events").then().statusCode(202);
    long before = RecordedEvents.count();
    Posting.partner()
        .body(Posting.act("repeat-2", "torture", ""))
        .post("/v1/events")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", endsWith("/problems/repeated-id-other-content"))
        .body("detail", containsString("stands"));
    assertEquals(before, RecordedEvents.count());
  }

  @Test
  void manyAtOnceWithOneIdGiveOneEvent() throws Exception {
    long before = RecordedEvents.count();
    List<Future<Integer>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 16; i++) {
        answers.add(
            threads.submit(
                () ->
                    Posting.partner()
                        .body(Posting.act("repeat-3"))
                        .post("/v1/events")
                        .statusCode()));
      }
    }
    int accepted = 0;
    for (Future<Integer> answer : answers) {
      accepted += answer.get() == 202 ? 1 : 0;
      assertEquals(2, answer.get() / 100);
    }
    assertEquals(1, accepted);
    assertEquals(before + 1, RecordedEvents.count());
  }

  @Test
  void whatAnotherInstanceRecordedIsKnownHereAfterTheLagThatIsMeasured() throws Exception {
    var lag = meters.get("tocsin.intake.tail.lag").timer();
    for (int i = 0; i < 10; i++) {
      String body = Posting.act("elsewhere-" + i);
      long heard = lag.count();
      recordAsAnotherInstance(body);
      await().atMost(Duration.ofSeconds(10)).until(() -> lag.count() > heard);
      Posting.partner().body(body).post("/v1/events").then().statusCode(200);
      Posting.partner()
          .body(Posting.act("elsewhere-" + i, "torture", ""))
          .post("/v1/events")
          .then()
          .statusCode(409);
    }
    System.out.printf(
        "lag behind another instance: mean %.0f ms, longest %.0f ms%n",
        lag.mean(TimeUnit.MILLISECONDS), lag.max(TimeUnit.MILLISECONDS));
  }

  private void recordAsAnotherInstance(String body) throws Exception {
    var sent = Envelope.structured((ObjectNode) new ObjectMapper().readTree(body));
    var read = reader.read(new Organisation(IntakeResource.ORGANISATION), sent, Instant.now());
    Event event = assertInstanceOf(Submission.Accepted.class, read).event();
    Event closed = Sealing.seal(event, DataKey.create(KeyName.ownerOf(event)));
    log.append(
            Topics.REPRISAL_EVENTS,
            event.header().subject().toString(),
            EventCodec.toCloudEvent(closed))
        .join();
  }
}
