package org.tocsin.alert.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.policy.Addressee;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.Traits;
import org.tocsin.alert.schedule.Gap;
import org.tocsin.events.vocabulary.Severity;

class PlanFileTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** The least that a plan can be. */
  private static final String LEAST =
      """
      contacts:
        geneva:
          channels:
            - {kind: email, address: geneva@example.org}
      policies:
        - id: all
          steps:
            - tell: {contacts: geneva}
      """;

  private static String shipped() throws IOException {
    return Files.readString(Path.of("../deploy/alerting/alerting.yaml"));
  }

  @Test
  void expectedBeatsAreReadAndTestsThatOverlapAreRefused() {
    String tests =
        "tests: {every: 6 h, within: 5 min, channels: {kind: sms, address: \"+12125550199\"}}\n";
    var beats =
        PlanFile.read(LEAST + tests + "beats: {example-ngo: {every: 1 day}}\n")
            .plan()
            .orElseThrow()
            .beats();
    assertEquals(Map.of("example-ngo", Duration.ofDays(1)), beats.partners());
    assertEquals(Duration.ofMinutes(5), beats.tests().orElseThrow().within());
    assertEquals(List.of("9:8 /tests order"), flaws(LEAST + tests.replace("5 min", "6 h")));
    assertEquals(
        List.of("9:30 /beats/example-ngo/every value"),
        flaws(LEAST + "beats: {example-ngo: {every: 5 s}}\n"));
  }

  private static List<String> flaws(String text) {
    return PlanFile.read(text).flaws().stream()
        .map(flaw -> flaw.line() + ":" + flaw.column() + " " + flaw.pointer() + " " + flaw.rule())
        .toList();
  }

  @Test
  void theShippedPlanWakesGenevaAndNewYorkAtOnceOfGraveNewsAndNeverLeavesAGap() throws IOException {
    AlertingPlan plan = PlanFile.read(shipped()).plan().orElseThrow();
    for (Severity severity : List.of(Severity.EXTREME, Severity.SEVERE)) {
      for (Timing timing : List.of(Timing.FRESH, Timing.BACKDATED)) {
        assertEquals(
            List.of("geneva [SMS, EMAIL]", "new-york [SMS, EMAIL]"),
            first(plan, Traits.of(severity, timing)));
      }
      assertEquals(
          List.of("geneva [EMAIL]", "new-york [EMAIL]"),
          first(plan, Traits.of(severity, Timing.LATE_REPORT)));
    }
    assertEquals(
        List.of("geneva [EMAIL]", "new-york [EMAIL]"),
        first(plan, Traits.of(Severity.MODERATE, Timing.FRESH)));
    assertEquals(List.of(), first(plan, Traits.of(Severity.MINOR, Timing.FRESH)));
    assertEquals(
        List.of(),
        Gap.of(
            plan.schedules().values(),
            Instant.parse("2026-11-25T00:00:00Z"),
            Instant.parse("2028-11-25T00:00:00Z")));
  }

  private static List<String> first(AlertingPlan plan, Traits traits) {
    var step = plan.policyFor(traits).moments().getFirst().step();
    return plan.addressees(step, traits, NOON).stream()
        .map((Addressee one) -> one.contact() + " " + one.channels())
        .toList();
  }

  @Test
  void theExampleOfTheDocumentsIsAPlan() throws IOException {
    var example =
        Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/alerting.md")));
    assertTrue(example.find());
    assertEquals(List.of(), flaws(example.group(1)));
  }

  @Test
  void allMistakesAreFoundAtOnceEachWithItsPlace() {
    String text =
        """
        contacts:
          geneva:
            channels:
              - {kind: pigeon, address: geneva@example.org}
            time-zone: Europe/Zuerich
            colour: red
          new-york:
            channels:
              - {kind: sms, address: 12125550101}
        schedules:
          day:
            time-zone: Europe/Zurich
            rotations:
              - contacts: [nobody-we-know]
                start: yesterday
        policies:
          - id: all
            steps:
              - tell: {schedules: night}
        """;
    assertEquals(
        List.of(
            "4:16 /contacts/geneva/channels/0/kind value",
            "4:33 /contacts/geneva/channels/0/address value",
            "5:16 /contacts/geneva/time-zone value",
            "6:13 /contacts/geneva/colour unknown-field",
            "9:30 /contacts/new-york/channels/0/address value",
            "14:20 /schedules/day/rotations/0/contacts/0 unknown-contact",
            "15:16 /schedules/day/rotations/0/start value",
            "19:27 /policies/0/steps/0/tell/schedules unknown-schedule"),
        flaws(text));
  }

  @Test
  void noFlawRepeatsAValue() {
    String secret = "canary-value";
    for (String text :
        List.of(
            LEAST.replace("geneva@example.org", secret),
            LEAST.replace("email", secret),
            LEAST.replace("contacts: geneva", "contacts: " + secret),
            LEAST.replace("id: all", "id: Canary-value " + secret),
            "contacts: {" + secret)) {
      List<Flaw> flaws = PlanFile.read(text).flaws();
      assertFalse(flaws.isEmpty());
      assertFalse(flaws.toString().contains(secret), flaws.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contacts: geneva} | roles: geneva}              | unknown-role",
        "contacts: geneva} | everybody: false}           | nobody",
        "id: all           | id: all\\n    match: {severity: extreme} | not-covered",
        "id: all           | id: all\\n    acknowledgement: {each-role: geneva} | unknown-role",
        "kind: email, address: geneva@example.org | kind: sms, address: \"+12125550101\" | nobody",
        "steps:            | steps: []\\n    old:         | unknown-field",
        "- tell:           | - after: 5 min\\n        tell: | at-once",
      })
  void aPolicyThatWouldReachNobodyIsRefused(String good, String bad, String rule) {
    String text = LEAST.replace(good, bad.replace("\\n", "\n"));
    assertTrue(
        PlanFile.read(text).flaws().stream().anyMatch(flaw -> flaw.rule().equals(rule)),
        () -> text + flaws(text));
  }

  @Test
  void somebodyWhoIsNeverToldIsNotWaitedFor() {
    String text =
        """
        contacts:
          geneva: {channels: {kind: email, address: geneva@example.org}, roles: geneva}
          new-york: {channels: {kind: email, address: new-york@example.org}, roles: new-york}
        policies:
          - id: all
            acknowledgement: {each-role: [geneva, new-york]}
            steps:
              - tell: {roles: geneva}
        """;
    assertEquals(List.of("5:5 /policies/0 never-acknowledged"), flaws(text));
    assertEquals(
        List.of(), flaws(text.replace("tell: {roles: geneva}", "tell: {everybody: true}")));
  }

  @Test
  void theLeastPlanIsEnough() {
    AlertingPlan plan = PlanFile.read(LEAST).plan().orElseThrow();
    assertEquals(Set.of("geneva"), plan.contacts().keySet());
    assertEquals(
        List.of(Channel.EMAIL), plan.contacts().get("geneva").channels(), "unverified, yet tried");
    assertTrue(plan.contacts().get("geneva").isUnverified());
    assertEquals(List.of("geneva"), plan.ops());
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsPlace() {
    assertEquals(List.of("1:1  yaml"), flaws(""));
    assertEquals(1, flaws("contacts: [").size());
    assertEquals(1, flaws("a: &x [*x]").stream().filter(f -> f.endsWith("unknown-field")).count());
    assertEquals(1, flaws("contacts: " + "[".repeat(100)).size());
  }
}
