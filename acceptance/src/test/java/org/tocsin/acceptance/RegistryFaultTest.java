package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry, its database and the broker killed with -9 while events come in: the figures are
 * those of the events that were accepted, and a rebuild gives the same.
 */
class RegistryFaultTest {

  private static final int EVENTS = Integer.getInteger("tocsin.test.fault-events", 6_000);
  private static final int PIECE = 500;
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final List<String> STATES = List.of("LI", "MC", "SM");
  private static final Map<String, String> NO_QUOTA =
      Map.of("TOCSIN_QUOTA_EVENTS_PER_SECOND", "1000000");

  @TempDir static Path folder;

  @Test
  void killedAgainAndAgainNothingIsLostOrCountedTwice() throws Exception {
    try (var cluster =
        RunningCluster.start(folder.resolve("data"), RunningCluster.freePortBase(), NO_QUOTA)) {
      Person partner = Person.partner(cluster);
      String intake = cluster.address("intake") + "/v1/events";
      var random = new Random(1);
      Map<String, Integer> expected = new TreeMap<>();
      for (int from = 0; from < EVENTS; from += PIECE) {
        List<String> piece = piece(from, random, expected);
        // What is not known to be recorded is sent again, as the partner guide says.
        await()
            .atMost(SOON)
            .ignoreExceptions()
            .until(() -> areAllRecorded(partner.postAll(intake, piece)));
        disturb(cluster, from / PIECE);
      }
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(() -> assertEquals(expected, counted(cluster)));

      String registry = cluster.address("registry");
      Person desk = Person.staff(cluster, "desk");
      String knownAt = desk.get(registry + "/v1/states").get("knownAt").asText();
      JsonNode before = desk.get(registry + "/v1/states?knownAt=" + knownAt);
      Person ops = Person.staff(cluster, "ops");
      assertEquals(202, ops.post(registry + "/v1/rebuild"));
      await()
          .atMost(SOON)
          .until(() -> ops.get(registry + "/v1/rebuild").get("state").asText().equals("done"));
      assertEquals(before, desk.get(registry + "/v1/states?knownAt=" + knownAt));
    }
  }

  /** In turns: the registry, its database, the registry, the broker; between them, nothing. */
  private static void disturb(RunningCluster cluster, int turn) {
    switch (turn % 8) {
      case 1, 5 -> kill(cluster, "registry-service");
      case 3 -> kill(cluster, "bin/postgres");
      case 7 -> kill(cluster, "BrokerProcess");
      default -> {
        // A while without a fault.
      }
    }
  }

  /** As soon as the launcher has it running again after the last time. */
  private static void kill(RunningCluster cluster, String part) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              cluster.killAtOnce(part);
              return true;
            });
  }

  /** Acts of many cases, some sent twice under one id. */
  private static List<String> piece(int from, Random random, Map<String, Integer> expected) {
    var piece = new ArrayList<String>();
    for (int i = from; i < from + PIECE; i++) {
      String state = STATES.get(random.nextInt(STATES.size()));
      String event = act(i, state);
      piece.add(event);
      if (random.nextInt(8) == 0) {
        piece.add(event);
      }
      expected.merge(state, 1, Integer::sum);
    }
    return piece;
  }

  private static boolean areAllRecorded(List<String> answers) {
    Set<String> others = new TreeSet<>();
    for (String answer : answers) {
      if (!answer.contains("\"status\":\"accepted\"")
          && !answer.contains("\"status\":\"repeated\"")) {
        others.add(answer);
      }
    }
    assertTrue(
        others.stream().noneMatch(answer -> answer.contains("\"refused\"")), others::toString);
    return others.isEmpty() && answers.size() >= PIECE;
  }

  private static Map<String, Integer> counted(RunningCluster cluster) throws Exception {
    Person desk = Person.staff(cluster, "desk");
    Map<String, Integer> counted = new TreeMap<>();
    for (String state : STATES) {
      JsonNode page = desk.get(cluster.address("registry") + "/v1/states/" + state);
      counted.put(state, page.at("/acts/total").asInt());
      assertEquals(page.at("/acts/total").asInt(), page.at("/openCases").asInt());
    }
    return counted;
  }

  private static String act(int number, String state) {
    return """
        {"specversion":"1.0","id":"fault-%d","source":"/tests","type":"org.tocsin.act-reported.v1","data":{"occurredAt":{"value":"2026-11-20","precision":"day"},"caseRef":"fault-%d","defenderRef":"fault-%d","source":{"kind":"lawyer"},"actType":"smear-campaign","incidentState":"%s"}}"""
        .formatted(number, number, number % 200, state);
  }
}
