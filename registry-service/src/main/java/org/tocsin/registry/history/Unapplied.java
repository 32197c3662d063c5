package org.tocsin.registry.history;

/**
 * A correction or retraction that has no effect, for the desk to see.
 *
 * @param event the correction or retraction
 * @param reason why
 */
public record Unapplied(Recorded event, Reason reason) implements Comparable<Unapplied> {

  /** Why a correction or retraction has no effect. */
  public enum Reason {
    /** Its target has not arrived; it takes effect when it does. */
    WAITING,
    /** Its target is itself a correction or retraction, or would not be readable with it. */
    MISFIT
  }

  @Override
  public int compareTo(Unapplied other) {
    return event.compareTo(other.event);
  }
}
