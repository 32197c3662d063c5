package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is tried again, and when. */
class RetryTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

  @Test
  void whatMayPassIsTriedAgainAndWhatCannotIsNot() {
    assertEquals(Fault.PASSING, EmailChannel.fault(450));
    assertEquals(Fault.PASSING, EmailChannel.fault(452));
    assertEquals(Fault.FINAL, EmailChannel.fault(550));
    assertEquals(Fault.FINAL, EmailChannel.fault(553));
    assertEquals(Fault.OUTAGE, EmailChannel.fault(421));
    assertEquals(Fault.OUTAGE, EmailChannel.fault(535));
  }

  @Property
  void theWaitDoublesUpToFiveMinutesAndAtLeastHalfOfItIsKept(
      @ForAll @IntRange(min = 1, max = 1_000) int attempts,
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    long whole = attempts > 9 ? 300_000 : Math.min(300_000, 1_000L << (attempts - 1));
    long millis = Backoff.after(attempts, chance).toMillis();
    assertTrue(millis >= whole / 2 && millis <= whole, attempts + ": " + millis);
  }

  @Test
  void aProviderThatFailedIsLeftAloneAndThenTriedByOneMessage() {
    var circuit = new Circuit(Duration.ofSeconds(30));
    assertEquals(Circuit.Admission.ALL, circuit.admits(NOW));
    circuit.failed(NOW);
    assertEquals(Circuit.Admission.NONE, circuit.admits(NOW.plusSeconds(29)));
    assertEquals(Circuit.Admission.ONE, circuit.admits(NOW.plusSeconds(30)));
    assertEquals(Circuit.Admission.NONE, circuit.admits(NOW.plusSeconds(31)));
    assertTrue(circuit.worked());
    assertFalse(circuit.worked());
    assertEquals(Circuit.Admission.ALL, circuit.admits(NOW.plusSeconds(31)));
  }

  @Test
  void aTryThatWasNotTakenIsTheNextOnes() {
    var circuit = new Circuit(Duration.ofSeconds(30));
    circuit.failed(NOW);
    assertEquals(Circuit.Admission.ONE, circuit.admits(NOW.plusSeconds(30)));
    circuit.untried(NOW.plusSeconds(30));
    assertEquals(Circuit.Admission.ONE, circuit.admits(NOW.plusSeconds(30)));
  }
}
