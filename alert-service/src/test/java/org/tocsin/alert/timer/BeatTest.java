package org.tocsin.alert.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BeatTest {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Beat.SUSPICIOUS.plusSeconds(1);

  @Test
  @DisplayName(
      "Rule 10: Silence must be suspicious: the system proves itself alive on a fixed beat; a missed beat alarms by another path")
  void aMissedBeatAMessageThatWaitsAndOldEventsAreTrouble() {
    assertEquals(Optional.empty(), Beat.trouble(NONE, NONE, NONE));
    assertEquals(Optional.empty(), Beat.trouble(Beat.SUSPICIOUS, Beat.SUSPICIOUS, Beat.SUSPICIOUS));
    assertTrue(Beat.trouble(LONG, NONE, NONE).orElseThrow().contains("timers"));
    assertTrue(Beat.trouble(NONE, LONG, NONE).orElseThrow().contains("message"));
    assertTrue(Beat.trouble(NONE, NONE, LONG).orElseThrow().contains("events"));
    assertTrue(Beat.EVERY.multipliedBy(3).compareTo(Beat.SUSPICIOUS) < 0, "one may come late");
  }
}
