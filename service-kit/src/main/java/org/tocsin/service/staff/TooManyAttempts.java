package org.tocsin.service.staff;

import java.time.Duration;

/**
 * A sign-in that is not even looked at, because too many before it failed or too many are being
 * verified.
 */
final class TooManyAttempts extends RuntimeException {

  private final Duration wait;

  TooManyAttempts(Duration wait) {
    super("too many attempts");
    this.wait = wait;
  }

  /** Whole seconds, at least one. */
  long retryAfterSeconds() {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
