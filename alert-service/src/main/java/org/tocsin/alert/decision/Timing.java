package org.tocsin.alert.decision;

/** Whether news is fresh; historic news is marked, and wakes only where a life may be at stake. */
public enum Timing {
  FRESH(""),
  LATE_REPORT("LATE REPORT"),
  BACKDATED("BACKDATED"),
  /** Minor news of a day, told together. */
  DIGEST("DIGEST"),
  /** No news of a case: somebody opened a restricted one in an emergency. */
  BREAK_GLASS("BREAK GLASS");

  private final String label;

  Timing(String label) {
    this.label = label;
  }

  /** Whether news of this timing wakes somebody, if it is grave enough. */
  public boolean wakes() {
    return this == FRESH || this == BACKDATED;
  }

  /** Of two the one that wakes; fresh news before backdated. */
  Timing moreWaking(Timing other) {
    if (wakes() != other.wakes()) {
      return wakes() ? this : other;
    }
    return compareTo(other) <= 0 ? this : other;
  }

  /** The mark in a message; empty for fresh news. */
  public String label() {
    return label;
  }
}
