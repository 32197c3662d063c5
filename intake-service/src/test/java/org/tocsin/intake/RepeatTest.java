package org.tocsin.intake;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;

/** Sending again without thinking. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class RepeatTest {

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
}
