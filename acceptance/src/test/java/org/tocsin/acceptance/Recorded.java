package org.tocsin.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What intake and registry say of the events of {@link Reported}. */
final class Recorded {

  private Recorded() {}

  /** Whether all of a piece are known to be recorded; fails if one was refused. */
  static boolean areAll(List<String> answers, int size) {
    Set<String> others = new TreeSet<>();
    for (String answer : answers) {
      if (!answer.contains("\"status\":\"accepted\"")
          && !answer.contains("\"status\":\"repeated\"")) {
        others.add(answer);
      }
    }
    assertTrue(
        others.stream().noneMatch(answer -> answer.contains("\"refused\"")), others::toString);
    return others.isEmpty() && answers.size() == size;
  }

  /** How many acts a registry counts of each State; every one stands in a case of its own. */
  static Map<String, Integer> counted(Person desk, String registry)
      throws IOException, InterruptedException {
    Map<String, Integer> counted = new TreeMap<>();
    for (String state : Reported.STATES) {
      JsonNode page = desk.get(registry + "/v1/states/" + state);
      counted.put(state, page.at("/acts/total").asInt());
      assertEquals(page.at("/acts/total").asInt(), page.at("/openCases").asInt());
    }
    return counted;
  }
}
