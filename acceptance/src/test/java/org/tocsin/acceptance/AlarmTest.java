package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;

/** Tocsin from outside, over REST, SMTP and SMPP only: a crash in the middle of sending. */
class AlarmTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern REFERENCE = Pattern.compile("T-[0-9A-Z]{6,}");
  private static final String CANARY = "Zanahoria Ejemplo";
  private static final int ALERTS = 100;

  @TempDir static Path folder;
  private static final int PORTS = FreePorts.block();

  @Test
  void killedInTheMiddleOfSendingNothingIsLostAndOnlyMarkedMessagesComeTwice() throws Exception {
    Path data = folder.resolve("data");
    JsonNode figures;
    try (var cluster = RunningCluster.start(data, PORTS)) {
      Set<String> earlier = references(inbox(cluster, "sms"));
      Person partner = Person.partner(cluster);
      String day = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      for (int i = 0; i < ALERTS; i++) {
        var answer = partner.post(cluster.address("intake") + "/v1/events", act(i, day));
        assertEquals(202, answer.statusCode(), answer.body());
      }
      await().atMost(SOON).until(() -> newSms(cluster, earlier) >= 20);
      cluster.killAtOnce("alert-service");
      await()
          .atMost(SOON.multipliedBy(3))
          .untilAsserted(() -> assertEquals(ALERTS * 4, firstMessages(cluster, earlier)));
      assertEquals(List.of(), unmarkedRepeats(cluster, earlier));
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertEquals(ALERTS / 2, state(cluster).at("/acts/total").asInt()));
      figures = state(cluster);
      assertEquals(ALERTS / 2, figures.at("/personsByStatus/deceased").asInt());
    }
    try (var cluster = RunningCluster.start(data, PORTS)) {
      assertEquals(ALERTS * 4, firstMessages(cluster, Set.of()), "a restart changes nothing");
      assertEquals(figures, state(cluster), "a restart changes no figure");
    }
    assertFalse(mentions(data.resolve("logs"), CANARY), "a name in a log");
    assertFalse(mentions(data.resolve("inbox"), CANARY), "a name in a message");
  }

  /** Extreme acts, which no storm takes in. */
  private static String act(int number, String occurredAt) {
    return """
        {"specversion": "1.0", "id": "crash-%d", "source": "/partners/first-partner", "type": "org.tocsin.act-reported.v1",
         "data": {"occurredAt": {"value": "%s", "precision": "instant"}, "caseRef": "crash-%d", "defenderRef": "%s %d",
                  "source": {"kind": "colleague"}, "actType": "killing", "incidentState": "XX",
                  "responsibleState": "XX", "summary": "%s was killed.", "place": "%s street"}}
        """
        .formatted(number, occurredAt, number, CANARY, number, CANARY, CANARY)
        .replace("\"XX\"", number % 2 == 0 ? "\"LI\"" : "\"MC\"");
  }

  /** The figures of a State, without the moment that they are of. */
  private static JsonNode state(RunningCluster cluster) throws Exception {
    var page =
        (ObjectNode)
            Person.staff(cluster, "desk").get(cluster.address("registry") + "/v1/states/LI");
    page.remove("knownAt");
    return page;
  }

  private static List<JsonNode> inbox(RunningCluster cluster, String kind) throws Exception {
    JsonNode inbox = Person.staff(cluster, "ops").get(cluster.address("inbox"));
    var messages = new ArrayList<JsonNode>();
    inbox.get(kind).forEach(messages::add);
    return messages;
  }

  private static int newSms(RunningCluster cluster, Set<String> earlier) throws Exception {
    Set<String> references = references(inbox(cluster, "sms"));
    references.removeAll(earlier);
    return references.size();
  }

  /** How many of (alert, person, channel) have come at least once. */
  private static int firstMessages(RunningCluster cluster, Set<String> earlier) throws Exception {
    return byAlertPersonAndChannel(cluster, earlier).size();
  }

  private static List<String> unmarkedRepeats(RunningCluster cluster, Set<String> earlier)
      throws Exception {
    return byAlertPersonAndChannel(cluster, earlier).entrySet().stream()
        .filter(
            entry ->
                entry.getValue().stream().filter(text -> !text.contains("POSSIBLE REPEAT")).count()
                    > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, List<String>> byAlertPersonAndChannel(
      RunningCluster cluster, Set<String> earlier) throws Exception {
    var messages = new HashMap<String, List<String>>();
    for (String kind : List.of("sms", "mails")) {
      for (JsonNode message : inbox(cluster, kind)) {
        String text = message.get("text").asText();
        Matcher reference = REFERENCE.matcher(text);
        if (reference.find() && !earlier.contains(reference.group())) {
          String key = kind + " " + message.get("to").asText() + " " + reference.group();
          messages.computeIfAbsent(key, k -> new ArrayList<>()).add(text);
        }
      }
    }
    return messages;
  }

  private static Set<String> references(List<JsonNode> messages) {
    var references = new HashSet<String>();
    for (JsonNode message : messages) {
      Matcher reference = REFERENCE.matcher(message.get("text").asText());
      if (reference.find()) {
        references.add(reference.group());
      }
    }
    return references;
  }

  private static boolean mentions(Path folder, String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }
}
