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

  /** The mark in a message; empty for fresh news. */
  public String label() {
    return label;
  }
}
