package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ready means that records are taken; alive means that a restart would not help. */
class FollowerStateTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Optional<Instant> LONG = Optional.of(NOW.minusSeconds(11));
  private static final Optional<Instant> SHORT = Optional.of(NOW.minusSeconds(9));

  private static FollowerState state(
      boolean thread,
      Instant polled,
      boolean placed,
      Optional<Instant> broker,
      Optional<Instant> database) {
    return new FollowerState(
        "reader", true, thread, polled, placed, broker, database, Optional.empty());
  }

  @Test
  void notReadyBeforeItIsPlaced() {
    assertFalse(state(true, NOW, false, Optional.empty(), Optional.empty()).ready(NOW));
    assertTrue(state(true, NOW, true, Optional.empty(), Optional.empty()).ready(NOW));
  }

  @Test
  void aShortOutageIsNoneAndALongOneIsNoReasonToRestart() {
    assertTrue(state(true, NOW, true, SHORT, SHORT).ready(NOW));
    assertFalse(state(true, NOW, true, LONG, Optional.empty()).ready(NOW));
    assertFalse(state(true, NOW, true, Optional.empty(), LONG).ready(NOW));
    assertTrue(state(true, NOW, true, LONG, LONG).alive(NOW));
  }

  @Test
  void aDeadOrStuckThreadIsNotAlive() {
    assertFalse(state(false, NOW, true, Optional.empty(), Optional.empty()).alive(NOW));
    var stuck = state(true, NOW.minusSeconds(61), true, Optional.empty(), Optional.empty());
    assertFalse(stuck.alive(NOW));
  }

  @Test
  void oneThatWasNotStartedOrWasStoppedIsAliveAndNotReady() {
    var resting =
        new FollowerState(
            "reader",
            false,
            false,
            NOW,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertTrue(resting.alive(NOW));
    assertFalse(resting.ready(NOW));
  }
}
