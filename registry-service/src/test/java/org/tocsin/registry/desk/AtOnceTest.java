package org.tocsin.registry.desk;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;

/** Optimistic concurrency: a decision holds only on the page that it was made on. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class AtOnceTest {

  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;
  private AtTheDesk desk;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  private final String page = "/v1/cases/" + first.caseId();

  @BeforeEach
  void aCaseWithAnArrest() {
    desk = new AtTheDesk(staff, log, dataSource, reached);
    desk.ready();
    desk.post(first.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "CH"));
  }

  @Test
  void aDecisionMustNameThePageThatItIsMadeOn() {
    String body = AtTheDesk.json("{'type': 'case-closed'}");
    for (String none : List.of("*", "\"nothing\"", "W/\"1-1-0\"")) {
      desk.send(page, none, body)
          .statusCode(428)
          .body("type", equalTo("/problems/precondition-required"));
    }
    desk.asDesk().body(body).post(page + "/decisions").then().statusCode(428);
    desk.read(page).body("open", equalTo(true));
  }

  @Test
  void whoDecidesOnAnOldPageIsToldWhatChangedMeanwhile() {
    String old = desk.tag(page);
    String closed =
        desk.decide(page, "{'type': 'case-closed'}").statusCode(201).extract().path("id");
    desk.send(page, old, AtTheDesk.json("{'type': 'owner-assigned', 'owner': 'desk'}"))
        .statusCode(412)
        .contentType("application/problem+json")
        .header("ETag", equalTo(desk.tag(page)))
        .body("detail", containsString("came since: 1"))
        .body("errors[0].detail", containsString("case-closed " + closed))
        .body("errors[0].detail", containsString("by desk"));
    desk.post(first.status("s", PersonStatus.RELEASED, "2026-11-21"));
    desk.send(page, old, AtTheDesk.json("{'type': 'case-reopened'}"))
        .statusCode(412)
        .body("errors", hasSize(2))
        .body("errors[1].detail", containsString("person-status-changed s"));
  }

  @Test
  void ofPeopleWhoDecideAtOnceExactlyOneWins() throws Exception {
    String tag = desk.tag(page);
    int people = 8;
    var together = new CountDownLatch(people);
    try (var threads = Executors.newFixedThreadPool(people)) {
      List<Future<Integer>> answers =
          IntStream.range(0, people)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            together.countDown();
                            together.await();
                            return desk.send(
                                    page,
                                    tag,
                                    AtTheDesk.json("{'type': 'owner-assigned', 'owner': 'desk'}"))
                                .extract()
                                .statusCode();
                          }))
              .toList();
      int won = 0;
      for (Future<Integer> answer : answers) {
        assertTrue(List.of(201, 412).contains(answer.get()), () -> "" + answer.resultNow());
        won += answer.get() == 201 ? 1 : 0;
      }
      assertEquals(1, won);
    }
    desk.read(page).body("timeline.findAll { it.type == 'owner-assigned' }", hasSize(1));
  }
}
