package org.tocsin.alert.policy;

import java.util.Optional;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

/**
 * What of an alert decides which policy it goes by.
 *
 * @param severity how grave
 * @param timing whether fresh
 * @param actType the code of the act; empty where the news is no act
 * @param state code of the responsible State, or of where it happened; empty where it is no act
 * @param partner the organisation that reported it; empty where nobody did
 * @param corroborated whether two independent sources tell of it
 */
public record Traits(
    Severity severity,
    Timing timing,
    Optional<String> actType,
    Optional<String> state,
    Optional<String> partner,
    boolean corroborated) {

  /** Of news that no report tells of, such as a letter that becomes overdue. */
  public static Traits of(Severity severity, Timing timing) {
    return new Traits(
        severity, timing, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** Whether it says more than the other that somebody has to be woken. */
  public boolean isGraverThan(Traits other) {
    return severity.compareTo(other.severity) > 0
        || severity == other.severity
            && timing != Timing.LATE_REPORT
            && other.timing == Timing.LATE_REPORT;
  }
}
