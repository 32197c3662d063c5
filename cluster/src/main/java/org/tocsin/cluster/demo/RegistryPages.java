package org.tocsin.cluster.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tocsin.cluster.client.Description;
import org.tocsin.cluster.client.Rest;

/** Shows what the registry makes of the demo's events, as soon as it has taken them in. */
final class RegistryPages {

  /** How long the registry may take. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long LOOK_MILLIS = 200;

  private final Rest rest;
  private final Description cluster;
  private final Consumer<String> console;

  RegistryPages(Rest rest, Description cluster, Consumer<String> console) {
    this.rest = rest;
    this.cluster = cluster;
    this.console = console;
  }

  /** Shows the pages of the release; false if they are not there in time. */
  boolean showRelease() throws InterruptedException {
    boolean there =
        show("focal-point", page -> page.path("steps").size() >= 3, RegistryPages::steps);
    for (String state : new String[] {"RU", "PK", "CU"}) {
      there &=
          show(
              "states/" + state,
              page -> !page.path("positions").isEmpty(),
              RegistryPages::position);
    }
    return there
        & show(
            "states/CN",
            page -> page.at("/personsByStatus/missing").asInt() >= 1,
            RegistryPages::figures);
  }

  /** Shows a defender's page; false if it is not there in time. */
  boolean showDefender(String id) throws InterruptedException {
    return show(
        "defenders/" + id,
        page -> page.hasNonNull("status"),
        page -> "defender now " + page.path("status").asText());
  }

  /** Shows a State's figures; false if nothing is reported of it in time. */
  boolean showState(String code) throws InterruptedException {
    return show(
        "states/" + code, page -> page.at("/acts/total").asInt() >= 1, RegistryPages::figures);
  }

  private boolean show(String path, Predicate<JsonNode> complete, Words words)
      throws InterruptedException {
    Instant begin = Instant.now();
    while (Duration.between(begin, Instant.now()).compareTo(PATIENCE) < 0) {
      var page = rest.find(cluster.address("registry") + "/v1/" + path, cluster.staff("desk"));
      if (page.filter(complete).isPresent()) {
        console.accept("  recorded  " + words.of(page.get()));
        return true;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return false;
  }

  private interface Words {
    String of(JsonNode page);
  }

  private static String steps(JsonNode page) {
    var words = new StringBuilder("focal point:");
    page.path("steps")
        .forEach(
            step ->
                words
                    .append(words.charAt(words.length() - 1) == ':' ? " " : ", ")
                    .append(step.path("step").asText())
                    .append(' ')
                    .append(step.at("/occurredAt/value").asText()));
    return words.toString();
  }

  private static String position(JsonNode page) {
    JsonNode position = page.path("positions").get(0);
    return "%s: stated position %s, vote %s"
        .formatted(
            page.path("code").asText(),
            position.at("/statedPosition/value").asText("none"),
            position.at("/vote/value").asText("none"));
  }

  private static String figures(JsonNode page) {
    return "%s: acts reported %d %s, open cases %d, persons by status %s"
        .formatted(
            page.path("code").asText(),
            page.at("/acts/total").asInt(),
            page.at("/acts/byType"),
            page.path("openCases").asInt(),
            page.path("personsByStatus"));
  }
}
