package org.tocsin.alert.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.plan.PlanFile;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.Policy;
import org.tocsin.alert.policy.Traits;
import org.tocsin.events.vocabulary.Severity;

class AdvanceTest {

  private static final Instant RAISED = Instant.parse("2026-06-01T12:00:00Z");
  private static final UUID ALERT = new UUID(0, 1);

  private static final AlertingPlan PLAN =
      PlanFile.read(
              """
              contacts:
                geneva:
                  channels:
                    - {kind: sms, address: "+12125550101", verified: true}
                    - {kind: email, address: geneva@example.org, verified: true}
                  quiet-hours: {from: "12:00", to: "14:00"}
                new-york:
                  channels: {kind: sms, address: "+12125550102", verified: true}
                lead:
                  channels: {kind: email, address: lead@example.org, verified: true}
                  ops: true
              schedules:
                nobody:
                  time-zone: UTC
                  rotations:
                    - {contacts: new-york, start: 2030-01-01}
              policies:
                - id: in-a-gap
                  match: {severity: extreme, timing: fresh}
                  steps:
                    - tell: {schedules: nobody}
                    - after: 10 min
                      tell: {contacts: new-york}
                - id: moderate
                  match: {severity: moderate}
                  acknowledgement: none
                  steps:
                    - tell: {contacts: geneva}
                - id: rest
                  steps:
                    - tell: {contacts: geneva}
                      repeat: {every: 5 min, times: 2}
                    - after: 7 min
                      tell: {contacts: new-york}
                  unanswered: 20 min
              """)
          .plan()
          .orElseThrow();

  private static Escalation escalation(Severity severity, int next) {
    Policy policy = PLAN.policyFor(Traits.of(severity, Timing.FRESH));
    return new Escalation(ALERT, 1, policy.id(), "news", severity, Timing.FRESH, RAISED, next);
  }

  private static Advance advance(Escalation escalation, Set<String> told, Instant now) {
    return Advance.of(
        escalation,
        PLAN.policy(escalation.policy()).orElseThrow(),
        PLAN,
        told,
        escalation.next() == 0 ? Optional.of(Occasion.FIRST) : Optional.empty(),
        now);
  }

  private static List<String> lines(List<Planned> planned) {
    return planned.stream()
        .flatMap(
            one ->
                one.to().stream()
                    .map(
                        to ->
                            to.contact()
                                + " "
                                + to.channel()
                                + " "
                                + one.occasion().key()
                                + " "
                                + one.occasion().label()))
        .toList();
  }

  /** Goes through the policy as the clock does, looking at these minutes. */
  private static List<String> walk(Severity severity, int... minutes) {
    var lines = new ArrayList<String>();
    var told = new HashSet<String>();
    Escalation escalation = escalation(severity, 0);
    Advance advance = advance(escalation, told, RAISED);
    lines.addAll(lines(advance.planned()));
    for (int minute : minutes) {
      advance.planned().forEach(one -> one.to().forEach(to -> told.add(to.contact())));
      Instant now = RAISED.plus(Duration.ofMinutes(minute));
      if (advance.next().isEmpty() || advance.next().get().at().isAfter(now)) {
        continue;
      }
      escalation = escalation.at(advance.next().get().moment());
      advance = advance(escalation, told, now);
      lines(advance.planned()).forEach(line -> lines.add(minute + " " + line));
    }
    return lines;
  }

  @Test
  void aRepeatedStepIsAReminderAndSaysSoAndWhoHearsOfItForTheFirstTimeIsNotReminded() {
    assertEquals(
        List.of(
            "geneva SMS news ",
            "geneva EMAIL news ",
            "5 geneva SMS news step-1-repeat-1 REMINDER",
            "5 geneva EMAIL news step-1-repeat-1 REMINDER",
            "7 new-york SMS news step-2 ",
            "10 geneva SMS news step-1-repeat-2 REMINDER",
            "10 geneva EMAIL news step-1-repeat-2 REMINDER"),
        walk(Severity.SEVERE, 1, 5, 6, 7, 8, 10, 29));
  }

  @Test
  void whenTheLastStepHasPassedEverybodyIsToldAgainAndAgainAndOpsOnce() {
    List<String> lines = walk(Severity.SEVERE, 5, 7, 10, 30, 49, 50);
    assertEquals(
        List.of(
            "30 geneva SMS news everybody REMINDER",
            "30 geneva EMAIL news everybody REMINDER",
            "30 new-york SMS news everybody REMINDER",
            "30 lead EMAIL news everybody ",
            "30 lead EMAIL news everybody ops NOBODY ANSWERED",
            "50 geneva SMS news everybody-repeat-1 REMINDER",
            "50 geneva EMAIL news everybody-repeat-1 REMINDER",
            "50 new-york SMS news everybody-repeat-1 REMINDER",
            "50 lead EMAIL news everybody-repeat-1 REMINDER"),
        lines.subList(lines.size() - 9, lines.size()));
  }

  @Test
  void afterAStandstillNobodyGetsTwoRemindersAndTheTimesThatArePastAreNotMadeUpFor() {
    Advance late =
        advance(escalation(Severity.SEVERE, 1), Set.of("geneva"), RAISED.plus(Duration.ofHours(5)));
    assertEquals(
        List.of(
            "geneva SMS news everybody REMINDER",
            "geneva EMAIL news everybody REMINDER",
            "new-york SMS news everybody ",
            "lead EMAIL news everybody ",
            "lead EMAIL news everybody ops NOBODY ANSWERED"),
        lines(late.planned()));
    Instant next = late.next().orElseThrow().at();
    assertTrue(next.isAfter(RAISED.plus(Duration.ofHours(5))));
    assertTrue(!next.isAfter(RAISED.plus(Duration.ofHours(5)).plus(Duration.ofMinutes(20))));
  }

  @Property
  void howeverOftenTheClockLooksEverybodyIsToldInTheEnd(
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 0, max = 300) Integer> looks) {
    int[] minutes = looks.stream().sorted().mapToInt(Integer::intValue).toArray();
    List<String> lines = walk(Severity.SEVERE, minutes);
    assertEquals(lines.size(), new HashSet<>(lines).size());
    boolean past = minutes[minutes.length - 1] >= 30 && minutes.length > 4;
    if (past) {
      // One look may do several moments, so four are always enough to come to the end.
      assertTrue(lines.stream().anyMatch(line -> line.contains("lead EMAIL")), lines.toString());
    }
  }

  @Test
  void aStepThatReachesNobodyIsFollowedByTheNextAtOnce() {
    Advance begin = advance(escalation(Severity.EXTREME, 0), Set.of(), RAISED);
    assertEquals(List.of("new-york SMS news "), lines(begin.planned()));
    assertEquals(2, begin.next().orElseThrow().moment());
  }

  @Test
  @DisplayName("Rule 9: Quiet hours and digests apply to moderate and minor only")
  void moderateNewsWaitsForTheEndOfQuietHoursGraveNewsDoesNot() {
    assertEquals(
        List.of(Instant.parse("2026-06-01T14:00:00Z")),
        advance(escalation(Severity.MODERATE, 0), Set.of(), RAISED).planned().stream()
            .map(Planned::due)
            .toList());
    assertTrue(
        advance(escalation(Severity.SEVERE, 0), Set.of(), RAISED).planned().stream()
            .allMatch(one -> one.due().equals(RAISED)));
  }

  @Test
  void whereNobodyHasToAcknowledgeItEndsWithTheLastStep() {
    assertTrue(advance(escalation(Severity.MODERATE, 0), Set.of(), RAISED).next().isEmpty());
  }

  private static List<String> instead(
      String contact, Map<String, Set<Channel>> tried, boolean reachable) {
    Escalation escalation = escalation(Severity.SEVERE, 1);
    return lines(
        Fallback.of(
            escalation,
            PLAN.policy("rest").orElseThrow(),
            PLAN,
            contact,
            tried,
            reachable,
            RAISED));
  }

  @Test
  void whatFailsForGoodIsTriedByTheNextChannelThenByTheNextContactThenByEverybodyAndOpsIsTold() {
    Set<Channel> sms = EnumSet.of(Channel.SMS);
    Set<Channel> both = EnumSet.allOf(Channel.class);
    assertEquals(
        List.of("geneva EMAIL news instead "), instead("geneva", Map.of("geneva", sms), true));
    assertEquals(
        List.of("new-york SMS news instead "), instead("geneva", Map.of("geneva", both), true));
    assertEquals(
        List.of("lead EMAIL news instead "),
        instead("new-york", Map.of("geneva", both, "new-york", sms), true));
    assertEquals(
        List.of(
            "new-york SMS news instead ",
            "lead EMAIL news instead ",
            "lead EMAIL news undelivered NOT DELIVERED"),
        instead("geneva", Map.of("geneva", both), false));
    assertEquals(
        List.of("lead EMAIL news undelivered NOT DELIVERED"),
        instead(
            "lead",
            Map.of("geneva", both, "new-york", sms, "lead", EnumSet.of(Channel.EMAIL)),
            true));
  }
}
