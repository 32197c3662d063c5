package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.Listening;
import org.tocsin.cluster.secrets.Secrets;

/**
 * Names planted in every sealed field of every type, and an address planted in the alerting plan,
 * are nowhere in plain text, whatever goes wrong on the way: refused and unreadable events,
 * providers that refuse or are away, a service that is killed, questions with names in them. Only
 * the desk can read them. Traces are not searched: there are none.
 */
class LeakTest {

  private static final String MAILBOX = "guanabana.mailbox";
  private static final String NUMBER = "2125550177";
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final Leaks NAMES = new Leaks(CanaryEvents.NAME);
  private static final Leaks POISON = new Leaks(Mishaps.UNREADABLE);
  private static final Leaks ADDRESSES = new Leaks(MAILBOX, NUMBER);

  @TempDir static Path folder;

  @Test
  void whatIsPlantedIsFoundOnlySealedAndAtTheDesk() throws Exception {
    Set<Path> before = temporaryFiles();
    Path data = folder.resolve("data");
    try (var mailServer = new RefusingMailServer(MAILBOX);
        var cluster = RunningCluster.start(data, FreePorts.block(), failing(mailServer))) {
      var mishaps = new Mishaps(cluster);
      try (var live = live(cluster)) {
        mishaps.report();
        mishaps.theDeskReadsThem();
        mishaps.recordsThatCannotBeRead();
        mishaps.questionsWithNames();
        mishaps.aServiceIsKilled();
        await().atMost(SOON).until(() -> !mailServer.refusals().isEmpty());
        await().atMost(SOON).until(() -> mailServer.mails().size() >= 2);
        mishaps.acknowledge();
        mishaps.answers().addAll(live.lines());
      }
      mishaps.lookAround();
      mishaps.answers().addAll(mailServer.mails());
      assertEquals(List.of(), leaking(mishaps.answers()), "answers, messages, metrics");
      search(cluster, data, "while it runs");
    }
    assertEquals(List.of(), NAMES.files(files(data)), "after it has stopped");
    Set<Path> left = temporaryFiles();
    left.removeAll(before);
    assertEquals(List.of(), NAMES.files(left), "a temporary file");
  }

  private static List<String> leaking(List<String> answers) {
    assertTrue(answers.stream().anyMatch(text -> text.contains("TOCSIN EXTREME")), "messages came");
    return answers.stream()
        .filter(text -> NAMES.in(text) || POISON.in(text) || text.contains(MAILBOX))
        .toList();
  }

  /** What is found where it may be shows that it would be found elsewhere. */
  private static void search(RunningCluster cluster, Path data, String when) throws Exception {
    assertEquals(List.of(), NAMES.files(files(data)), when);
    String kafka = cluster.address("kafka");
    assertEquals(Set.of(), NAMES.topics(kafka), when);
    assertEquals(Set.of(LogEnds.RECORD), POISON.topics(kafka), when);
    assertEquals(Set.of(), ADDRESSES.topics(kafka), when);
    String server = cluster.address("postgres");
    String password = new Secrets(data.resolve("secrets")).password("postgres");
    assertEquals(Set.of(), NAMES.tables(server, password), when);
    assertEquals(Set.of(), POISON.tables(server, password), when);
    assertEquals(
        Set.of("tocsin_alert public.alerting_plan"), ADDRESSES.tables(server, password), when);
    List<Path> logs = files(data.resolve("logs"));
    assertFalse(logs.isEmpty());
    assertEquals(List.of(), POISON.files(logs), when);
    assertEquals(List.of(), ADDRESSES.files(logs), when);
  }

  /** A person whose mailbox is refused, and whose address belongs into the plan only. */
  private static Path plan() throws IOException {
    String plan = Files.readString(Path.of("..", "deploy", "alerting", "alerting.yaml"));
    String planted =
        plan.replaceFirst(
            "(?m)^contacts:\n",
            """
            contacts:
              planted:
                channels:
                  - {kind: email, address: %s@example.org, verified: true}
                  - {kind: sms, address: "+1%s", verified: true}
                roles: [geneva]
                ops: true
            """
                .formatted(MAILBOX, NUMBER));
    assertFalse(planted.equals(plan));
    return Files.writeString(folder.resolve("planted.yaml"), planted);
  }

  /** Properties win over the environment that the launcher gives: mail and SMS fail at first. */
  private static Map<String, String> failing(RefusingMailServer mailServer) throws IOException {
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        String.join(
            " ",
            "-Dtocsin.alerting.file=" + plan(),
            "-Dquarkus.mailer.port=" + mailServer.port(),
            "-Dtocsin.sms.away.host=127.0.0.1",
            "-Dtocsin.sms.away.port=" + FreePorts.one(),
            "-Dtocsin.sms.away.system-id=tests",
            "-Dtocsin.sms.away.password=tests",
            "-Dtocsin.sms.away.source-address=TOCSIN",
            "-Dtocsin.sms.away.order=0"));
  }

  private static Listening live(RunningCluster cluster) {
    return Listening.to(
        cluster.address("alert") + "/v1/alerts/events",
        "on-call",
        cluster.password("on-call"),
        null);
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
}
