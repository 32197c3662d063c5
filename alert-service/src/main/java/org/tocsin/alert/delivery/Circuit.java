package org.tocsin.alert.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a provider is tried. After a failure it is left alone for a while; then one try shows
 * whether it works again. Safe for many threads.
 */
public final class Circuit {

  private final Duration pause;
  private Instant openUntil;

  /**
   * A closed one: the provider is tried.
   *
   * @param pause for how long a provider that failed is left alone
   */
  public Circuit(Duration pause) {
    this.pause = pause;
  }

  /** How many messages it may get now. */
  public enum Admission {
    ALL,
    ONE,
    NONE
  }

  /** Whoever is told {@code ONE} has to say what came of it, or that nothing was tried. */
  public synchronized Admission admits(Instant now) {
    if (openUntil == null) {
      return Admission.ALL;
    }
    if (now.isBefore(openUntil)) {
      return Admission.NONE;
    }
    openUntil = now.plus(pause);
    return Admission.ONE;
  }

  /** The provider could not be reached. */
  public synchronized void failed(Instant now) {
    openUntil = now.plus(pause);
  }

  /**
   * It works.
   *
   * @return whether that is news
   */
  public synchronized boolean worked() {
    boolean wasOpen = openUntil != null;
    openUntil = null;
    return wasOpen;
  }

  /** Of what was admitted nothing was tried: the next may try at once. */
  synchronized void untried(Instant now) {
    if (openUntil != null) {
      openUntil = now;
    }
  }
}
