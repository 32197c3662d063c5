package org.tocsin.intake.admission;

/**
 * How far each kind of work may fill what this process takes at a time. What a lane cannot use is a
 * reserve for those above it: an extreme event finds room while everything else is turned away.
 */
public enum Lane {
  /** Items of a stream or a batch: they wait. */
  STREAM(50),
  /** Single events. */
  ORDINARY(80),
  /** News of the gravest kind (DOMAIN.md, section 5: severity extreme), however it came. */
  EXTREME(100);

  private final int percent;

  Lane(int percent) {
    this.percent = percent;
  }

  long of(long whole) {
    return whole * percent / 100;
  }
}
