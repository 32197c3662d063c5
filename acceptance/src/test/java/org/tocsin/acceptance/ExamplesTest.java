package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.acceptance.Story.SOON;
import static org.tocsin.acceptance.Story.act;
import static org.tocsin.acceptance.Story.person;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;

/**
 * The eight worked examples of DOMAIN.md, section 9, over REST, SMTP and SMPP only, on one running
 * system; each in a State of its own. People on call are Geneva and New York: two of each message.
 */
class ExamplesTest {

  /** The full size is 10000: {@code -Dtocsin.test.storm=10000}. */
  private static final int STORM = Integer.getInteger("tocsin.test.storm", 1_200);

  private static final Pattern SEVERE =
      Pattern.compile("^TOCSIN SEVERE UNVERIFIED (T-[0-9A-Z]{8})");

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static Person partner;

  @BeforeAll
  static void start() throws Exception {
    cluster =
        RunningCluster.start(
            folder.resolve("data"),
            FreePorts.block(),
            Map.of(
                "TOCSIN_QUOTA_EVENTS_PER_SECOND", "100000",
                "TOCSIN_LETTERS_WAIT_FOR_REPLY", "1s"));
    partner = Person.partner(cluster);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Story story(String caseRef) {
    return new Story(cluster, partner, caseRef);
  }

  @Test
  @DisplayName("Example 1: travel-interception of a defender, first report")
  void firstReport() throws Exception {
    Story story = story("example-1");
    story.reports("e1", "act-reported", 0, act("travel-interception", "AD", "first-hand"));
    String caseId = story.caseId("e1");
    var told = Map.of("sms SEVERE UNVERIFIED", 2, "mail SEVERE UNVERIFIED", 2);
    story.isTold(caseId, told);
    JsonNode page = story.page(caseId);
    assertEquals("travel-blocked", page.path("status").asText());
    assertEquals(1, page.path("defenders").size());
    assertFalse(page.path("corroborated").asBoolean());
    assertEquals(1, story.state("AD", "").path("openCases").asInt());

    // Example 2: the same request three times.
    for (int i = 0; i < 3; i++) {
      assertEquals(
          200,
          story.status("e1", "act-reported", 0, act("travel-interception", "AD", "first-hand")));
    }
    story.isTold(caseId, told);
    assertEquals(1, story.state("AD", "").path("openCases").asInt());
    assertEquals(1, story.state("AD", "").at("/acts/total").asInt());
  }

  @Test
  @DisplayName("Example 3: release (day 9) before the arrest (day 2), both reported day 10")
  void releaseBeforeArrest() throws Exception {
    Story story = story("example-3");
    story.reports("e3-release", "person-status-changed", 1, person("released"));
    story.reports("e3-arrest", "act-reported", 8, act("arbitrary-arrest", "SM", "family"));
    String caseId = story.caseId("e3-arrest");
    story.isTold(
        caseId, Map.of("mail MODERATE UNVERIFIED", 2, "mail LATE REPORT SEVERE UNVERIFIED", 2));
    assertEquals("detained", story.page(caseId, 5).path("status").asText());
    assertEquals("released", story.page(caseId).path("status").asText());
  }

  @Test
  @DisplayName("Example 4: missing d1, located d4, released d6, re-arrested d7")
  void missingLocatedReleasedReArrested() throws Exception {
    Story story = story("example-4");
    story.reports("e4-1", "person-status-changed", 6, person("missing"));
    story.reports("e4-2", "person-status-changed", 3, person("located"));
    story.reports("e4-3", "person-status-changed", 1, person("released"));
    story.reports("e4-4", "person-status-changed", 0, person("re-arrested"));
    String caseId = story.caseId("e4-4");
    story.isTold(
        caseId,
        Map.of(
            "sms EXTREME UNVERIFIED", 2,
            "mail EXTREME UNVERIFIED", 2,
            "mail MODERATE UNVERIFIED", 4,
            "sms SEVERE UNVERIFIED", 2,
            "mail SEVERE UNVERIFIED", 2));
    assertEquals(4, story.page(caseId).path("statuses").size());
    assertTrue(
        List.of("detained", "re-arrested").contains(story.page(caseId).path("status").asText()));
  }

  @Test
  @DisplayName(
      "Example 5: communication d0; overdue d61; acknowledgement d63; substantive reply d70")
  void aLetterBecomesOverdue() throws Exception {
    Story alerts = story("example-5-alerts");
    alerts.reports("e5-letter", "communication-sent", 61, letter("L-1", 61, "MC"));
    String caseId = alerts.caseId("e5-letter");
    Story figures = story("example-5-figures");
    figures.reports("e5-sent", "communication-sent", 70, letter("L-2", 70, "LI"));
    figures.reports("e5-ack", "state-replied", 7, reply("L-2", "acknowledgement", "LI"));
    figures.reports("e5-reply", "state-replied", 0, reply("L-2", "substantive", "LI"));
    String other = figures.caseId("e5-reply");
    await()
        .atMost(SOON.multipliedBy(2))
        .untilAsserted(() -> assertEquals(Map.of("mail MODERATE", 2), alerts.told(caseId)));
    alerts.reports("e5-ack-1", "state-replied", 0, reply("L-1", "acknowledgement", "MC"));
    alerts.isTold(caseId, Map.of("mail MODERATE", 2));
    assertEquals(1, alerts.state("MC", "").at("/communications/overdue").asInt());
    alerts.reports("e5-reply-1", "state-replied", 0, reply("L-1", "substantive", "MC"));
    alerts.isTold(caseId, Map.of("mail MODERATE", 2, "mail MODERATE UNVERIFIED", 2));

    var overdue = new ArrayList<Integer>();
    for (int daysAgo : new int[] {10, 9, 7, 0}) {
      overdue.add(
          figures
              .state("LI", "?asOf=" + Story.today().minusDays(daysAgo))
              .at("/communications/overdue")
              .asInt());
    }
    assertEquals(List.of(0, 1, 1, 0), overdue, "d60, d61, d63, d70");
    assertEquals(
        1,
        figures
            .state("LI", "?asOf=" + Story.today().minusDays(5))
            .at("/communications/overdue")
            .asInt(),
        "as of d65");
    assertEquals(1, figures.state("LI", "").at("/communications/late").asInt());
    assertEquals("late", figures.page(other).at("/communications/0/reply").asText());
  }

  @Test
  @DisplayName("Example 6: death reported, retracted two hours later")
  void deathRetracted() throws Exception {
    Story story = story("example-6");
    story.reports("e6-before", "person-status-changed", 20, person("detained"));
    story.reports("e6-death", "act-reported", 0, act("death-in-custody", "VA", "colleague"));
    String caseId = story.caseId("e6-death");
    var before =
        Map.of(
            "mail LATE REPORT SEVERE UNVERIFIED", 2,
            "sms EXTREME UNVERIFIED", 2,
            "mail EXTREME UNVERIFIED", 2);
    story.isTold(caseId, before);
    assertEquals("deceased", story.page(caseId).path("status").asText());
    assertEquals(1, story.state("VA", "").at("/acts/total").asInt());
    story.reports(
        "e6-sorry",
        "event-retracted",
        0,
        "\"source\": {\"kind\": \"family\"}, \"retracts\": \"e6-death\"");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertEquals(
                    Map.of("mail", 4, "sms", 4, "cancels", 4), countWithCancels(story, caseId)));
    assertEquals("detained", story.page(caseId).path("status").asText());
    assertEquals(0, story.state("VA", "").at("/acts/total").asInt());
  }

  /** By channel, without the marks of historic mail; and the cancels of both channels. */
  private static Map<String, Integer> countWithCancels(Story story, String caseId)
      throws Exception {
    int sms = 0;
    int mails = 0;
    int cancels = 0;
    for (var one : story.told(caseId).entrySet()) {
      boolean historic = one.getKey().contains("LATE REPORT");
      sms += one.getKey().startsWith("sms") ? one.getValue() : 0;
      mails += one.getKey().startsWith("mail") && !historic ? one.getValue() : 0;
      cancels += one.getKey().contains("CANCEL") ? one.getValue() : 0;
    }
    return Map.of("mail", mails, "sms", sms, "cancels", cancels);
  }

  @Test
  @DisplayName(
      "Example 7: two NGOs report one arrest with the same sourceRef; then a third NGO from a lawyer, linked by the desk")
  void corroborated() throws Exception {
    Story one = story("example-7");
    var two = new Story(cluster, another("second-ngo"), "their-7");
    var three = new Story(cluster, another("third-ngo"), "our-7");
    one.reports("e7", "act-reported", 0, act("arbitrary-arrest", "MT", "family", "aunt"));
    String first = one.caseId("e7");
    var unverified = Map.of("sms SEVERE UNVERIFIED", 2, "mail SEVERE UNVERIFIED", 2);
    one.isTold(first, unverified);
    two.reports("e7", "act-reported", 0, act("arbitrary-arrest", "MT", "family", "aunt"));
    two.isTold(two.caseId("e7"), Map.of());
    assertEquals(unverified, one.told(first), "one SMS to each contact");
    assertTrue(one.alert(first, "detained").path("unverified").asBoolean());
    assertFalse(one.page(first).path("corroborated").asBoolean());

    three.reports("e7", "act-reported", 0, act("arbitrary-arrest", "MT", "lawyer"));
    String third = three.caseId("e7");
    three.isTold(
        third,
        Map.of(
            "sms POSSIBLY SAME SEVERE UNVERIFIED", 2, "mail POSSIBLY SAME SEVERE UNVERIFIED", 2));
    Person desk = Person.staff(cluster, "desk");
    String page = cluster.address("registry") + "/v1/cases/" + first;
    String link =
        "{\"type\": \"cases-linked\", \"other\": \"" + third + "\", \"reason\": \"one arrest\"}";
    await().atMost(SOON).until(() -> desk.decide(page, link).statusCode() == 201);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertEquals(
                    2,
                    one.told(first).entrySet().stream()
                        .filter(told -> told.getKey().contains("CORROBORATED"))
                        .filter(told -> told.getKey().startsWith("mail"))
                        .mapToInt(Map.Entry::getValue)
                        .sum()));
    assertEquals(6, one.told(first).values().stream().mapToInt(Integer::intValue).sum());
    JsonNode alert = one.alert(first, "detained");
    assertFalse(alert.path("unverified").asBoolean());
    assertEquals(2, alert.path("sources").asInt());
    assertTrue(one.page(first).path("corroborated").asBoolean());
    assertEquals(1, one.state("MT", "").at("/acts/total").asInt(), "one act");
  }

  @Test
  @DisplayName(
      "Example 8: 10,000 arrests in one State, 12 % repeated, two killings and a disappearance among them")
  void massArrest() throws Exception {
    Map<Integer, String> grave =
        Map.of(STORM / 5, "killing", STORM / 2, "enforced-disappearance", STORM * 4 / 5, "killing");
    String events = cluster.address("intake") + "/v1/events";
    var chunk = new ArrayList<String>();
    int distinct = 0;
    for (int i = 0; i < STORM; i++) {
      if (grave.containsKey(i)) {
        story("grave-" + i)
            .reports("grave-" + i, "act-reported", 0, act(grave.get(i), "NR", "media"));
      }
      // Of each 25 the last three repeat the three before them.
      int number = i % 25 >= 22 ? i - 3 : i;
      distinct += number == i ? 1 : 0;
      chunk.add(
          story("mass-" + number)
              .event("mass-" + number, "act-reported", 0, act("arbitrary-arrest", "NR", "media")));
      if (chunk.size() == 250 || i == STORM - 1) {
        List<String> answers = partner.postAll(events, chunk);
        assertEquals(chunk.size(), answers.size());
        assertTrue(answers.stream().noneMatch(answer -> answer.contains("\"problem\"")));
        chunk.clear();
      }
    }
    for (int i : grave.keySet()) {
      String caseId = story("grave-" + i).caseId("grave-" + i);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertEquals(
                      Map.of("sms EXTREME UNVERIFIED", 2, "mail EXTREME UNVERIFIED", 2),
                      story("grave-" + i).told(caseId)));
    }
    int expected = distinct;
    Story any = story("mass-0");
    await()
        .atMost(SOON.multipliedBy(3))
        .untilAsserted(() -> assertEquals(expected, storm(any).at("/storm/acts").asInt()));
    assertEquals(expected + 3, any.state("NR", "").at("/acts/total").asInt());
    JsonNode storm = storm(any);
    var told =
        new TreeMap<String, Integer>(
            Map.of(
                "sms SEVERE STORM", 2,
                "mail SEVERE STORM", 2,
                "sms SEVERE STORM 10", 2,
                "mail SEVERE STORM 10", 2,
                "sms SEVERE STORM 100", 2,
                "mail SEVERE STORM 100", 2,
                "sms SEVERE STORM 1000", 2,
                "mail SEVERE STORM 1000", 2));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertEquals(told, any.told(Set.of(storm.path("reference").asText()))));
    assertEquals(5, toldAlone("NR"), "five alerts");
  }

  /** How many severe alerts about acts of this State were told one by one, by SMS. */
  private static int toldAlone(String state) throws Exception {
    JsonNode inbox = Person.staff(cluster, "ops").get(cluster.address("inbox"));
    var references = new TreeSet<String>();
    for (JsonNode sms : inbox.get("sms")) {
      Matcher severe = SEVERE.matcher(sms.get("text").asText());
      if (severe.find()) {
        references.add(severe.group(1));
      }
    }
    Person onCall = Person.staff(cluster, "on-call");
    int alone = 0;
    for (String reference : references) {
      JsonNode alert = onCall.get(cluster.address("alert") + "/v1/alerts/" + reference);
      JsonNode states = story("").page(alert.path("caseId").asText()).path("states");
      alone += states.toString().contains(state) ? 1 : 0;
    }
    return alone;
  }

  /** The storm that the newest arrests were folded into. */
  private static JsonNode storm(Story any) throws Exception {
    String id =
        StreamSupport.stream(any.alerts("").spliterator(), false)
            .map(alert -> alert.path("inStorm").asText())
            .filter(storm -> !storm.isEmpty())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no storm yet"));
    return Person.staff(cluster, "on-call").get(cluster.address("alert") + "/v1/alerts/" + id);
  }

  private static String letter(String reference, int daysAgo, String state) {
    return """
        "source": {"kind": "un"}, "mechanism": "special-procedures", "reference": "%s", "state": "%s", "sentAt": "%s\""""
        .formatted(reference, state, Story.today().minusDays(daysAgo));
  }

  private static String reply(String reference, String kind, String state) {
    return """
        "source": {"kind": "state"}, "reference": "%s", "kind": "%s", "state": "%s\""""
        .formatted(reference, kind, state);
  }

  /** A further partner organisation, with a key of its own. */
  private static Person another(String organisation) throws Exception {
    String data = cluster.data().toString();
    assertEquals(0, launcher("partner", "--data", data, "add", organisation).waitFor());
    Process issued = launcher("partner", "--data", data, "key", organisation);
    String output = new String(issued.getInputStream().readAllBytes());
    assertEquals(0, issued.waitFor(), output);
    return new Person("Bearer " + output.strip().lines().toList().getLast());
  }

  private static Process launcher(String... arguments) throws Exception {
    return new ProcessBuilder(RunningCluster.command(arguments)).redirectErrorStream(true).start();
  }
}
