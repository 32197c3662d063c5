package org.tocsin.alert.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.events.vocabulary.Severity;

class DecisionTest {

  private static final Instant DAY_1 = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant DAY_2 = Instant.parse("2026-11-02T00:00:00Z");

  private final UUID caseId = UUID.randomUUID();

  @Test
  void extremeAndSevereGoBySmsAndEmailModerateByEmailMinorWaitsForTheDigest() {
    var both = EnumSet.allOf(Channel.class);
    assertEquals(both, Decision.channels(Severity.EXTREME, Timing.FRESH));
    assertEquals(both, Decision.channels(Severity.SEVERE, Timing.FRESH));
    assertEquals(Set.of(Channel.EMAIL), Decision.channels(Severity.MODERATE, Timing.FRESH));
    assertEquals(Set.of(), Decision.channels(Severity.MINOR, Timing.FRESH));
  }

  @Test
  void historicNewsGoesByEmailExceptWhatAlwaysWakes() {
    assertEquals(Set.of(Channel.EMAIL), Decision.channels(Severity.EXTREME, Timing.LATE_REPORT));
    assertEquals(
        EnumSet.allOf(Channel.class), Decision.channels(Severity.EXTREME, Timing.BACKDATED));
  }

  @Test
  void theStatusThatAnActImpliesJoinsItsAlertAndTheGraverSeverityStands() {
    var raised = raised("detained", true, false, DAY_1);
    var join =
        assertInstanceOf(
            Decision.Join.class,
            Decision.on(news("detained", false, Severity.EXTREME), List.of(raised)));
    assertEquals(raised.id(), join.alert());
    assertEquals(Severity.EXTREME, join.severity());
  }

  @Test
  void anotherActOfTheDayAnotherChangeAndAnotherDayAreNewsOfTheirOwn() {
    for (Raised other :
        List.of(
            raised("detained", true, false, DAY_1),
            raised("released", false, false, DAY_1),
            raised("detained", false, false, DAY_2))) {
      assertInstanceOf(
          Decision.Raise.class,
          Decision.on(news("detained", true, Severity.SEVERE), List.of(other)));
    }
  }

  @Test
  void aReportOfTheSameActByAnotherJoinsWhateverItsCase() {
    var raised = raised("act raid", true, true, DAY_1);
    assertInstanceOf(
        Decision.Join.class,
        Decision.on(news("act raid", true, Severity.MODERATE), List.of(raised)));
  }

  private News news(String change, boolean act, Severity severity) {
    return new News(caseId, change, act, DAY_1, DAY_1, severity, Timing.FRESH, Set.of(), "source");
  }

  private Raised raised(String change, boolean hasAct, boolean sameAct, Instant day) {
    return new Raised(
        UUID.randomUUID(), caseId, change, day, day, Severity.SEVERE, sameAct, hasAct);
  }
}
