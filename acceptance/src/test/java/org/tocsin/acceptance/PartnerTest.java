package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.acceptance.Shell.Result;
import org.tocsin.cluster.fixture.FreePorts;

/**
 * A partner's day, as the guide tells it, what ops do for it, and what people on call answer to the
 * SMS that come of it.
 */
class PartnerTest {

  private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();
  private static final Pattern CALL =
      Pattern.compile("```sh\n# (\\d{3})\n(.*?)```", Pattern.DOTALL);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Handsets handsets;
  private static RunningCluster cluster;
  private static OnCall onCall;

  @BeforeAll
  static void start() throws Exception {
    handsets = new Handsets();
    cluster = RunningCluster.start(folder.resolve("data"), FreePorts.block(), handsets.settings());
    onCall = new OnCall(cluster, handsets);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
    handsets.close();
  }

  @Test
  void everyCallOfTheGuideCanBePasted() throws Exception {
    Matcher blocks = CALL.matcher(Files.readString(DOCS.resolve("partner-guide.md")));
    int count = 0;
    while (blocks.find()) {
      count++;
      String output = Shell.bash(environment(), blocks.group(2)).output();
      assertEquals(
          blocks.group(1), output.strip().lines().toList().getLast(), blocks.group(2) + output);
    }
    assertTrue(count >= 10, "the guide has calls to paste");
  }

  @Test
  void everyCommandOfOperationsCanBePasted() throws Exception {
    String commands =
        Shell.pasteable(DOCS.resolve("operations.md"))
            .replace("T-4F9K2M7Q", onCall.areTold(onCall.story("operations"), "operations-1"))
            .replace("http://localhost:8083", cluster.address("alert"));
    assertTrue(commands.lines().count() >= 20, "the document has commands to paste");
    Result pasted = Shell.besides(cluster.data(), folder.resolve("beside"), commands);
    assertEquals(0, pasted.exitCode(), pasted.output());
  }

  @Test
  void anAnswerBySmsEndsTheEscalationAndTheOthersAreTold() throws Exception {
    Story story = onCall.story("answered");
    String reference = onCall.areTold(story, "answered-1");
    String typed = reference.toLowerCase(Locale.ROOT);
    handsets.answer(OnCall.GENEVA, " ack  " + typed.substring(0, 6) + " " + typed.substring(6));
    await().atMost(SOON).until(() -> handsets.texts(OnCall.GENEVA, reference).size() == 2);
    assertEquals(
        "TOCSIN ACKNOWLEDGED " + reference, handsets.texts(OnCall.GENEVA, reference).getLast());
    JsonNode alert = story.alerts("case=" + story.caseId("answered-1")).get(0);
    assertEquals("contact/geneva", alert.path("acknowledgedBy").asText());
    assertEquals("acknowledged", alert.at("/escalation/ended").asText());
    assertTrue(alert.at("/escalation/nextAt").isNull(), "nobody is told next");
    await().atMost(SOON).until(() -> handsets.texts(OnCall.NEW_YORK, reference).size() == 2);
    assertTrue(handsets.texts(OnCall.NEW_YORK, reference).getLast().contains("ACKNOWLEDGED"));
    await().atMost(SOON).until(() -> onCall.mails("new-york@example.org", reference) == 2);
  }

  @Test
  void whoHasAnsweredStopIsToldByMailUntilStartComes() throws Exception {
    Story story = onCall.story("stopped");
    onCall.areTold(story, "stopped-1");
    handsets.answer(OnCall.NEW_YORK, "Stop!");
    await().atMost(SOON).until(() -> onCall.mails("geneva@example.org", "SMS STOPPED") == 1);
    story.reports("stopped-2", "act-reported", 0, Story.act("torture", "MC", "first-hand"));
    String caseId = story.caseId("stopped-2");
    await().atMost(SOON).until(() -> story.alerts("case=" + caseId).size() == 2);
    String reference = story.alerts("case=" + caseId).get(0).path("reference").asText();
    await().atMost(SOON).until(() -> onCall.mails("new-york@example.org", reference) == 1);
    await().atMost(SOON).until(() -> handsets.texts(OnCall.GENEVA, reference).size() == 1);
    assertEquals(List.of(), handsets.texts(OnCall.NEW_YORK, reference));
    handsets.answer(OnCall.NEW_YORK, "start");
    onCall.areTold(onCall.story("started"), "started-1");
  }

  @Test
  void theScriptsOfTheGuideReportAFileAndTellWhatIsRefused() throws Exception {
    for (String script : List.of("report.sh", "report.py")) {
      Path good = file(script, 2_500, "");
      String call = DOCS.resolve("examples").resolve(script) + " ";
      assertEquals(0, Shell.bash(environment(), call + good).exitCode(), script);
      assertEquals(0, Shell.bash(environment(), call + good).exitCode(), script + " again");
      Path bad = file(script, 3, "no event\n");
      Result refused = Shell.bash(environment(), call + bad);
      assertEquals(1, refused.exitCode(), script + refused.output());
      assertTrue(refused.output().contains("malformed-json"), refused.output());
      assertTrue(refused.output().contains("\"item\""), refused.output());
    }
  }

  @Test
  void aPartnerFollowsItsOwnEventsAndNobodyElses() throws Exception {
    assertEquals(0, tocsin("partner", "add", "second-ngo").exitCode());
    var issued = tocsin("partner", "key", "second-ngo").output().strip().lines().toList();
    var other = new Person("Bearer " + issued.getLast());
    Person partner = Person.partner(cluster);
    String intake = cluster.address("intake");
    assertEquals(202, partner.post(intake + "/v1/events", event("follow-1")).statusCode());
    await().atMost(SOON).until(() -> partner.status(intake + "/v1/events/follow-1") == 200);
    String caseId = partner.get(intake + "/v1/events/follow-1").path("caseId").asText();
    assertEquals(1, partner.get(intake + "/v1/cases/" + caseId).path("events").size());
    assertEquals(1, partner.get(intake + "/v1/cases/case-follow-1").path("events").size());
    assertEquals(404, other.status(intake + "/v1/events/follow-1"));
    assertEquals(404, other.status(intake + "/v1/cases/" + caseId));
    assertEquals(404, other.status(intake + "/v1/cases/case-follow-1"));
    String keyId =
        tocsin("partner", "list")
            .output()
            .lines()
            .dropWhile(line -> !line.startsWith("second-ngo"))
            .skip(1)
            .findFirst()
            .orElseThrow()
            .strip()
            .split("\\s+")[1];
    assertEquals(0, tocsin("partner", "revoke", "second-ngo", keyId).exitCode());
    assertEquals(401, other.status(intake + "/v1/events/follow-1"));
  }

  @Test
  void aRotatedKeysetIsInForceWithoutARestartAndOpensWhatWasSealedBefore() throws Exception {
    Person partner = Person.partner(cluster);
    Person desk = Person.staff(cluster, "desk");
    String intake = cluster.address("intake");
    assertEquals(202, partner.post(intake + "/v1/events", event("rotate-1")).statusCode());
    Path keyset = cluster.data().resolve("secrets/sealing/keyset.json");
    Result rotated = Shell.launcher("keyset", "rotate", "--file", keyset.toString());
    assertTrue(rotated.exitCode() == 0 && rotated.output().contains("2 keys"), rotated.output());
    Thread.sleep(Duration.ofMillis(1_500));
    assertEquals(202, partner.post(intake + "/v1/events", event("rotate-2")).statusCode());
    for (String id : List.of("rotate-1", "rotate-2")) {
      await().atMost(SOON).until(() -> partner.status(intake + "/v1/events/" + id) == 200);
      String caseId = partner.get(intake + "/v1/events/" + id).path("caseId").asText();
      String file = desk.get(cluster.address("registry") + "/v1/cases/" + caseId).toString();
      assertTrue(file.contains("case-" + id), "the sealed reference opens");
    }
  }

  @Test
  void whoIsStoppedAnswersWhatItHasRecorded() throws Exception {
    Person partner = Person.partner(cluster);
    String events = cluster.address("intake") + "/v1/events";
    var answered = new ConcurrentHashMap<String, String>();
    var stop = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < 8; t++) {
        int thread = t;
        threads.submit(
            () -> {
              for (int i = 0; i < 80 && !stop.get(); i++) {
                String id = "stop-" + thread + "-" + i;
                try {
                  var answer = partner.post(events, event(id));
                  answered.put(id, answer.statusCode() + " " + answer.body());
                } catch (IOException notAnswered) {
                  answered.put(id, "no answer: " + notAnswered);
                  stop.set(true);
                }
              }
              return null;
            });
      }
      await().atMost(SOON).until(() -> answered.size() > 100);
      cluster.terminate("intake-service");
    }
    await().atMost(SOON).until(() -> isReady(cluster.address("intake")));
    for (Map.Entry<String, String> event : answered.entrySet()) {
      String url = events + "/" + event.getKey();
      if (event.getValue().startsWith("202")) {
        await().atMost(SOON).until(() -> partner.status(url) == 200);
      } else {
        assertEquals(404, partner.status(url), event.toString());
      }
    }
  }

  private static boolean isReady(String service) throws InterruptedException {
    try {
      return new Person("").status(service + "/q/health/ready") == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Map<String, String> environment() {
    return Map.of("TOCSIN", cluster.address("intake"), "KEY", cluster.partnerKey());
  }

  private static Path file(String name, int events, String more) throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < events; i++) {
      lines.append(event(name + "-" + i)).append('\n');
    }
    return Files.writeString(folder.resolve(name + events), lines + more);
  }

  private static String event(String id) {
    return """
        {"specversion": "1.0", "id": "%s", "source": "/tests", "type": "org.tocsin.act-reported.v1", "data": {"occurredAt": {"value": "2026-11-20", "precision": "day"}, "caseRef": "case-%s", "defenderRef": "defender-%s", "source": {"kind": "lawyer"}, "actType": "smear-campaign", "incidentState": "LI"}}"""
        .formatted(id, id, id);
  }

  private static Result tocsin(String... arguments) throws Exception {
    var withData = new ArrayList<>(List.of(arguments));
    withData.addAll(1, List.of("--data", cluster.data().toString()));
    return Shell.launcher(withData.toArray(String[]::new));
  }
}
