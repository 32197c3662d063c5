package org.tocsin.service.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tocsin.service.staff.FailedAttempts.Attempt;

/** Guessing gets slower and slower, for the guesser. */
class FailedAttemptsTest {

  private static final Attempt DESK = new Attempt("desk", "192.0.2.1");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FailedAttempts attempts = new FailedAttempts(() -> now);

  private void fail(int times) {
    IntStream.range(0, times).forEach(_ -> attempts.failed(DESK));
  }

  @Test
  void aFewMistakesCostNothing() {
    fail(4);
    assertEquals(Optional.empty(), attempts.wait(DESK));
  }

  @Test
  void eachFurtherMistakeDoublesTheWaitUpToAMinute() {
    fail(5);
    assertEquals(Optional.of(Duration.ofSeconds(1)), attempts.wait(DESK));
    fail(1);
    assertEquals(Optional.of(Duration.ofSeconds(2)), attempts.wait(DESK));
    fail(1);
    assertEquals(Optional.of(Duration.ofSeconds(4)), attempts.wait(DESK));
    fail(50);
    assertEquals(Optional.of(Duration.ofSeconds(60)), attempts.wait(DESK));
    now = now.plusSeconds(60);
    assertEquals(Optional.empty(), attempts.wait(DESK));
  }

  @Test
  void theSameUserFromElsewhereDoesNotWait() {
    fail(50);
    assertEquals(Optional.empty(), attempts.wait(new Attempt("desk", "192.0.2.2")));
  }

  @Test
  void successAndTimeForgive() {
    fail(10);
    attempts.succeeded(DESK);
    assertEquals(Optional.empty(), attempts.wait(DESK));
    fail(10);
    now = now.plus(Duration.ofMinutes(16));
    fail(1);
    assertEquals(Optional.empty(), attempts.wait(DESK));
  }

  @Test
  void memoryIsBounded() {
    fail(10);
    IntStream.range(0, 10_000).forEach(i -> attempts.failed(new Attempt("u" + i, "192.0.2.3")));
    assertEquals(Optional.empty(), attempts.wait(DESK));
  }
}
