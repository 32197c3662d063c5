package org.tocsin.alert.escalation;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.policy.Traits;
import org.tocsin.events.vocabulary.Severity;

/**
 * How far an alert has come in its policy.
 *
 * @param alert the alert
 * @param planVersion the plan whose steps it goes through
 * @param policy id of the policy
 * @param occasion key of the occasion with which it began
 * @param severity with which it began
 * @param timing with which it began
 * @param began when its times are counted from
 * @param next number of the next moment
 */
public record Escalation(
    UUID alert,
    long planVersion,
    String policy,
    String occasion,
    Severity severity,
    Timing timing,
    Instant began,
    int next) {

  /** Why an escalation has ended. */
  public enum End {
    /** Acknowledged by humans as the policy asks. */
    ACKNOWLEDGED,
    /** What it told of was taken back. */
    RETRACTED,
    /** All steps are done, and nobody has to acknowledge. */
    DONE;

    /** As it stands in the database and in answers. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What decides by which channels it may tell. */
  Traits traits() {
    return Traits.of(severity, timing);
  }

  /** The same after the moments before this one. */
  Escalation at(int moment) {
    return new Escalation(alert, planVersion, policy, occasion, severity, timing, began, moment);
  }
}
