package org.tocsin.intake;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.StaffResource;

/** Brokers killed with -9 while partners post. */
@QuarkusTest
@QuarkusTestResource(value = ThreeBrokers.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class BrokerLossTest {

  private static final int PARTNERS = 16;
  private static final Duration SOON = Duration.ofSeconds(60);

  ThreeBrokers.Brokers brokers;

  /** What partners saw: all of it is checked, and some of it told. */
  private static final class Seen {
    final Set<String> recorded = ConcurrentHashMap.newKeySet();
    final AtomicInteger notKnown = new AtomicInteger();
    final AtomicLong longestMillis = new AtomicLong();
  }

  @BeforeEach
  void ready() {
    Posting.awaitReady();
  }

  @Test
  void oneOfThreeBrokersKilledLosesNothing() throws Exception {
    var seen = new Seen();
    load("one-lost", 3_000, seen, () -> brokers.kill(1));
    tell("one of three brokers killed", seen);
    brokers.startAll();
    assertRecordedOnce("one-lost", seen, 3_000);
  }

  @Test
  void allBrokersKilledLoseNothingAndIntakeRecoversByItself() throws Exception {
    var seen = new Seen();
    load(
        "all-lost",
        2_000,
        seen,
        () -> {
          IntStream.rangeClosed(1, 3).forEach(brokers::kill);
          pause(Duration.ofSeconds(3));
          brokers.startAll();
        });
    tell("all brokers killed", seen);
    assertTrue(seen.notKnown.get() > 0, "the outage was noticed");
    assertRecordedOnce("all-lost", seen, 2_000);
  }

  private static void load(String run, int events, Seen seen, Runnable trouble) throws Exception {
    var next = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var client = HttpClient.newHttpClient()) {
      var partners =
          IntStream.range(0, PARTNERS)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            for (int n = next.getAndIncrement();
                                n < events;
                                n = next.getAndIncrement()) {
                              send(client, run + "-" + n, seen);
                            }
                            return null;
                          }))
              .toList();
      await().atMost(SOON).until(() -> next.get() > events / 4);
      trouble.run();
      for (Future<?> partner : partners) {
        partner.get();
      }
    }
  }

  /** As a partner's script does: again with the same id, until it is recorded. */
  private static void send(HttpClient client, String id, Seen seen)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/events"))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + IntakeResource.API_KEY)
            .header("Content-Type", "application/cloudevents+json")
            .POST(BodyPublishers.ofString(Posting.act(id).replace("case-1", id)))
            .build();
    while (!seen.recorded.contains(id)) {
      long begin = System.nanoTime();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      long millis = (System.nanoTime() - begin) / 1_000_000;
      seen.longestMillis.accumulateAndGet(millis, Math::max);
      if (answer.statusCode() / 100 == 2) {
        seen.recorded.add(id);
      } else {
        assertEquals(503, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("Send it again"), answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        seen.notKnown.incrementAndGet();
        pause(Duration.ofMillis(200));
      }
    }
  }

  private void assertRecordedOnce(String run, Seen seen, int events) {
    Map<String, Set<String>> digests =
        RecordedEvents.digests(brokers.bootstrapServers(), run + "-");
    assertEquals(events, seen.recorded.size());
    assertEquals(seen.recorded, digests.keySet());
    digests.forEach((id, contents) -> assertEquals(1, contents.size(), id));
  }

  private static void tell(String what, Seen seen) {
    System.out.printf(
        "%s: %d recorded, %d answered 503, longest answer %d ms%n",
        what, seen.recorded.size(), seen.notKnown.get(), seen.longestMillis.get());
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
