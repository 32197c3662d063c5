package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.events.EventType;
import org.tocsin.events.shape.Shape;

/**
 * Names planted in every sealed field of every type are nowhere in plain text: not in a topic, log,
 * metric, error body, temporary file or database, though the desk can read them.
 */
class SealingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CANARY = "Zanahoria";
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Map<String, String> REQUIRED =
      Map.ofEntries(
          Map.entry("act-reported", "'actType': 'raid', 'incidentState': 'LI'"),
          Map.entry("defender-described", "'kind': 'person'"),
          Map.entry("person-status-changed", "'status': 'detained'"),
          Map.entry("event-corrected", "'corrects': 'canary-act-reported'"),
          Map.entry("event-retracted", "'retracts': 'canary-person-status-changed'"),
          Map.entry("consent-changed", "'purpose': 'share-un', 'decision': 'granted'"),
          Map.entry(
              "communication-sent",
              "'mechanism': 'special-procedures', 'reference': 'AL 1', 'state': 'LI', 'sentAt': '2026-11-20'"),
          Map.entry("state-replied", "'reference': 'AL 1', 'kind': 'partial'"),
          Map.entry(
              "state-measure-taken", "'state': 'LI', 'track': 'investigation', 'step': 'opened'"),
          Map.entry("state-law-changed", "'state': 'LI', 'change': 'enacted', 'citation': 'Law 1'"),
          Map.entry(
              "state-position-recorded", "'state': 'LI', 'resolution': 'HRC-24-24', 'vote': 'yes'"),
          Map.entry(
              "resolution-adopted",
              "'symbol': 'HRC-24-24', 'body': 'Council', 'date': '2013-09-27'"),
          Map.entry(
              "council-term-recorded", "'state': 'LI', 'from': '2013-01-01', 'to': '2015-12-31'"),
          Map.entry("focal-point-changed", "'step': 'requested'"));

  @TempDir static Path folder;

  @Test
  void canaryNamesAreNowhereInPlainText() throws Exception {
    Set<Path> before = temporaryFiles();
    Path data = folder.resolve("data");
    try (var cluster = RunningCluster.start(data, FreePorts.block())) {
      Person partner = Person.partner(cluster);
      String events = cluster.address("intake") + "/v1/events";
      var bodies = new StringBuilder();
      for (EventType type : EventType.values()) {
        if (type.isOfPartners()) {
          String event = event(type).toString();
          var answer = partner.post(events, event);
          assertEquals(202, answer.statusCode(), type + answer.body());
          bodies.append(answer.body());
          bodies.append(partner.post(events, event.replace("canary-", "canary-\\u0000")).body());
          bodies.append(partner.post(events, event.replace("'", "\"") + CANARY).body());
          bodies.append(partner.post(events, event.replace("2026-11-20", CANARY)).body());
        }
      }
      await().atMost(SOON).until(() -> partner.status(events + "/canary-event-retracted") == 200);
      bodies.append(partner.get(events + "/canary-act-reported"));
      String caseId = partner.get(events + "/canary-act-reported").path("caseId").asText();
      assertTheDeskReadsThem(cluster, caseId);
      for (String service : List.of("intake", "registry", "alert")) {
        bodies.append(Person.staff(cluster, "ops").text(cluster.address(service) + "/q/metrics"));
      }
      bodies.append(Person.staff(cluster, "ops").text(cluster.address("inbox")));
      bodies.append(Person.staff(cluster, "ops").text(cluster.address("status") + "/status"));
      assertFalse(bodies.toString().contains(CANARY), "an answer repeats a name");
      assertEquals(List.of(), mentioning(files(data)), "while it runs");
    }
    assertEquals(List.of(), mentioning(files(data)), "after it has stopped");
    Set<Path> left = temporaryFiles();
    left.removeAll(before);
    assertEquals(List.of(), mentioning(left), "a temporary file");
  }

  private static void assertTheDeskReadsThem(RunningCluster cluster, String caseId)
      throws Exception {
    String page = cluster.address("registry") + "/v1/cases/" + caseId;
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              String file = Person.staff(cluster, "desk").get(page).toString();
              for (EventType type : EventType.values()) {
                if (type.isOfPartners() && type.about() == EventType.About.CASE) {
                  for (String field : sealedFields(type)) {
                    assertTrue(file.contains(current(type, field)), type + " " + field);
                  }
                }
              }
            });
    assertFalse(Person.staff(cluster, "admin").get(page).isEmpty());
  }

  /** The type's own sealed fields that a partner writes. */
  private static Set<String> sealedFields(EventType type) {
    var fields = new TreeSet<String>();
    Shape.of(type.record()).fields().stream()
        .filter(field -> field.sealed() && !field.name().equals("sealedChanges"))
        .forEach(field -> fields.add(field.name()));
    return fields;
  }

  private static String canary(EventType type, String field) {
    return CANARY + " of " + field + " in " + type.code();
  }

  /** What the field says after the correction among the events. */
  private static String current(EventType type, String field) {
    return type == EventType.ACT_REPORTED && field.equals("place")
        ? CANARY + " changed place"
        : canary(type, field);
  }

  private static ObjectNode event(EventType type) throws IOException {
    String text =
        """
        {'specversion': '1.0', 'id': 'canary-%s', 'source': '/tests', 'type': '%s', 'data':
          {'occurredAt': {'value': '2026-11-20', 'precision': 'day'}, 'source': {'kind': 'lawyer', 'sourceRef': '%s source'}, %s}}
        """
            .formatted(type.code(), type.wireName(), CANARY, REQUIRED.get(type.code()));
    var event = (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    var data = (ObjectNode) event.get("data");
    data.put("incidentRef", CANARY + " incident");
    if (type.about() == EventType.About.CASE) {
      data.put("caseRef", CANARY + " case").put("defenderRef", CANARY + " defender");
    }
    for (String field : sealedFields(type)) {
      data.set(field, value(type, field));
    }
    if (type == EventType.EVENT_CORRECTED) {
      data.putObject("changes").put("place", CANARY + " changed place");
    }
    return event;
  }

  private static JsonNode value(EventType type, String field) {
    return field.equals("names")
        ? JSON.createArrayNode()
            .add(JSON.createObjectNode().put("text", canary(type, field)).put("script", "Latn"))
        : JSON.getNodeFactory().textNode(canary(type, field));
  }

  private static Set<Path> temporaryFiles() throws IOException {
    var found = new HashSet<Path>();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temporary)) {
      files.filter(Files::isRegularFile).forEach(found::add);
    }
    return found;
  }

  private static List<Path> files(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Those of the files that mention a canary, in plain text or in base64. */
  private static List<Path> mentioning(Iterable<Path> files) throws IOException {
    var patterns = new ArrayList<byte[]>();
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      patterns.add(CANARY.getBytes(charset));
    }
    for (int shift = 0; shift < 3; shift++) {
      String shifted = "x".repeat(shift) + CANARY;
      String base64 = Base64.getEncoder().encodeToString(shifted.getBytes(StandardCharsets.UTF_8));
      patterns.add(base64.substring(4, 10).getBytes(StandardCharsets.US_ASCII));
    }
    var mentioning = new ArrayList<Path>();
    for (Path file : files) {
      if (Files.exists(file) && mentions(file, patterns)) {
        mentioning.add(file);
      }
    }
    return mentioning;
  }

  private static boolean mentions(Path file, List<byte[]> patterns) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer piece = ByteBuffer.allocate(1 << 20);
      while (channel.read(piece) > 0) {
        String text = new String(piece.array(), 0, piece.position(), StandardCharsets.ISO_8859_1);
        for (byte[] pattern : patterns) {
          if (text.contains(new String(pattern, StandardCharsets.ISO_8859_1))) {
            return true;
          }
        }
        // The end may hold the beginning of one.
        int keep = Math.min(64, piece.position());
        int end = piece.position();
        piece.limit(end).position(end - keep);
        piece.compact();
      }
      return false;
    }
  }
}
