package org.tocsin.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;

/** Many events in one request. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class StreamTest {

  private static final String LINES = "application/x-ndjson";
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeEach
  void ready() {
    Posting.awaitReady();
  }

  @Test
  void eachLineIsAnsweredInOrderAndABadOneSpoilsNoOther() throws Exception {
    long before = RecordedEvents.count();
    String lines =
        String.join(
            "\n",
            Posting.act("stream-1"),
            "no JSON: Zanahoria",
            "",
            Posting.act("stream-2", "raid", ", \"incidntState\": \"CH\""),
            Posting.act("stream-1"),
            Posting.act("stream-1", "torture", ""),
            "[\"Zanahoria\"]",
            "{\"id\": \"" + "x".repeat(300_000) + "\"}",
            Posting.act("stream-3"));
    List<JsonNode> answers = answers(LINES, lines);
    assertEquals(
        List.of(
            "accepted",
            "refused",
            "refused",
            "repeated",
            "conflict",
            "refused",
            "refused",
            "accepted"),
        texts(answers, "/status"));
    assertEquals(
        IntStream.rangeClosed(1, 8).mapToObj(Integer::toString).toList(), texts(answers, "/item"));
    assertEquals("/problems/malformed-json", answers.get(1).at("/problem/type").asText());
    assertEquals("/data/incidntState", answers.get(2).at("/problem/errors/0/pointer").asText());
    assertEquals(
        "/problems/repeated-id-other-content", answers.get(4).at("/problem/type").asText());
    assertEquals("/problems/item-too-large", answers.get(6).at("/problem/type").asText());
    assertEquals(before + 2, RecordedEvents.count());
    assertFalse(answers.toString().contains("Zana"), answers.toString());
  }

  @Test
  void aBatchIsAnsweredTheSameWay() throws Exception {
    String batch =
        "["
            + Posting.act("batch-1")
            + ", 7, "
            + Posting.act("batch-1")
            + ",\n"
            + Posting.act("batch-2")
            + "]";
    assertEquals(
        List.of("accepted", "refused", "repeated", "accepted"),
        texts(answers("application/cloudevents-batch+json", batch), "/status"));
  }

  @Test
  void aBatchThatBreaksOffIsTakenUntilThere() throws Exception {
    String batch = "[" + Posting.act("broken-1") + ", {\"id\": ";
    List<JsonNode> answers = answers("application/cloudevents-batch+json", batch);
    assertEquals(List.of("accepted", "refused"), texts(answers, "/status"));
    assertEquals("/problems/malformed-json", answers.get(1).at("/problem/type").asText());
    assertEquals(
        List.of("refused"), texts(answers("application/cloudevents-batch+json", "{}"), "/status"));
  }

  @Test
  void aStreamThatIsCutLeavesAPrefixAndTheSameAgainCompletesIt() throws Exception {
    List<String> lines = IntStream.range(0, 3_000).mapToObj(i -> Posting.act("cut-" + i)).toList();
    String whole = String.join("\n", lines) + "\n";
    byte[] head =
        """
        POST /v1/events HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(IntakeResource.API_KEY, LINES, whole.length())
            .getBytes(StandardCharsets.UTF_8);
    try (var socket = new Socket("localhost", RestAssured.port)) {
      OutputStream out = socket.getOutputStream();
      out.write(head);
      out.write(whole.substring(0, whole.length() / 3).getBytes(StandardCharsets.UTF_8));
      out.flush();
      socket.getInputStream().read();
    }
    var settled = new ArrayList<Long>();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              settled.add((long) cut().size());
              int n = settled.size();
              return n > 2 && settled.get(n - 1).equals(settled.get(n - 2));
            });
    List<Integer> prefix = cut();
    assertFalse(prefix.isEmpty());
    assertTrue(prefix.size() < lines.size());
    assertEquals(IntStream.range(0, prefix.size()).boxed().toList(), prefix);
    List<String> statuses = texts(answers(LINES, whole), "/status");
    assertEquals(3_000, statuses.size());
    assertEquals(prefix.size(), statuses.stream().filter("repeated"::equals).count());
    assertEquals(IntStream.range(0, 3_000).boxed().toList(), cut());
  }

  /** The numbers of the events of that test in the log, in order; each once. */
  private static List<Integer> cut() {
    return RecordedEvents.all().stream()
        .map(RecordedEvents::id)
        .filter(id -> id.startsWith("cut-"))
        .map(id -> Integer.parseInt(id.substring(4)))
        .sorted()
        .toList();
  }

  private static List<JsonNode> answers(String mediaType, String body) throws Exception {
    var answers = new ArrayList<JsonNode>();
    String text =
        Posting.partner()
            .contentType(mediaType)
            .body(body.getBytes(StandardCharsets.UTF_8))
            .post("/v1/events")
            .then()
            .statusCode(200)
            .contentType(LINES)
            .extract()
            .asString();
    for (String line : text.lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }

  private static List<String> texts(List<JsonNode> answers, String pointer) {
    return answers.stream().map(a -> a.at(pointer).asText()).collect(Collectors.toList());
  }
}
