package org.tocsin.alert.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.plan.PlanFile;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.readiness.Readiness.OfContact;
import org.tocsin.alert.readiness.Readiness.OfPolicy;

class ReadinessTest {

  /** Zurich 08 to 20 and New York 14 to 02, local times. */
  private static final AlertingPlan PLAN =
      PlanFile.read(
              """
              contacts:
                geneva:
                  channels:
                    - {kind: sms, address: "+12125550101"}
                    - {kind: email, address: geneva@example.org, verified: true}
                new-york:
                  channels: {kind: sms, address: "+12125550102", verified: true}
                newcomer:
                  channels: {kind: sms, address: "+12125550103"}
              schedules:
                awake:
                  time-zone: Europe/Zurich
                  rotations:
                    - {contacts: geneva, start: 2026-01-05, hours: {from: "08:00", to: "20:00"}}
                    - contacts: new-york
                      start: 2026-01-05
                      time-zone: America/New_York
                      hours: {from: "14:00", to: "02:00"}
              policies:
                - id: all
                  steps:
                    - tell: {schedules: awake, contacts: geneva}
              """)
          .plan()
          .orElseThrow();

  /** The first hour of 2027 without anybody; ScheduleTest says why. */
  private static final Instant FIRST = Instant.parse("2027-03-15T06:00:00Z");

  private static List<String> notReady(Map<String, Set<String>> failed) {
    return Readiness.of(PLAN, failed, FIRST.minus(Duration.ofDays(60))).contacts().stream()
        .filter(contact -> !contact.ready())
        .map(OfContact::contact)
        .toList();
  }

  @Test
  void opsIsWarnedSevenDaysBeforeAnHourInWhichNobodyIsOnCallAndNotEarlier() {
    Instant sevenDays = FIRST.minus(Duration.ofDays(7));
    var gap = new OfPolicy("all", FIRST, FIRST.plus(Duration.ofHours(1)));
    assertEquals(List.of(), Readiness.gapsToWarnOf(PLAN, sevenDays.minusSeconds(1)));
    assertEquals(List.of(gap), Readiness.gapsToWarnOf(PLAN, sevenDays));
    assertEquals(
        List.of(FIRST, FIRST.plus(Duration.ofDays(1))),
        Readiness.gapsToWarnOf(PLAN, sevenDays.plus(Duration.ofDays(1))).stream()
            .map(OfPolicy::from)
            .toList());
    assertFalse(Readiness.of(PLAN, Map.of(), sevenDays).ready());
  }

  @Test
  void whoHasNoChannelThatWorksIsNamed() {
    assertEquals(List.of("newcomer"), notReady(Map.of()));
    assertEquals(List.of("geneva", "newcomer"), notReady(Map.of("geneva", Set.of("EMAIL"))));
    assertEquals(List.of("new-york", "newcomer"), notReady(Map.of("new-york", Set.of("SMS"))));
    assertTrue(PLAN.contacts().get("newcomer").isUnverified());
  }
}
