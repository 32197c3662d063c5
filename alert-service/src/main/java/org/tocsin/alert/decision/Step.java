package org.tocsin.alert.decision;

import java.util.List;
import java.util.UUID;

/** What is to be done about an alert, in the order in which it was decided. */
public sealed interface Step {

  /** The alert that it is about. */
  UUID alert();

  /** Whom something is told. */
  sealed interface To {

    /** Whom the policy names, by the channels that it names; somebody has to acknowledge it. */
    record Policy() implements To {}

    /**
     * Exactly those to whom one of these alerts was handed over or may have been, on the same
     * channels (rule 4).
     *
     * @param byEmailOnly whether only those who can be told by e-mail are, and by that
     */
    record Reached(List<UUID> alerts, boolean byEmailOnly) implements To {
      public Reached {
        alerts = List.copyOf(alerts);
      }
    }
  }

  /**
   * Tells people of the alert.
   *
   * @param key makes this occasion one of a kind within the alert: a repeat of it tells nobody
   * @param label how messages are marked; may be empty
   */
  record Tell(UUID alert, String key, String label, To to) implements Step {}

  /** Takes back what is still to be sent of the alert. */
  record Withdraw(UUID alert) implements Step {}

  /** Nobody has to acknowledge the alert any more. */
  record StopEscalation(UUID alert) implements Step {}
}
