package org.tocsin.alert.decision;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.vocabulary.Severity;

/**
 * Whether news is an alert of its own or adds to one, and by which channels it goes out. Pure: no
 * clock, no database.
 */
public sealed interface Decision {

  /** The channels by which somebody can be told. */
  enum Channel {
    SMS,
    EMAIL
  }

  record Raise() implements Decision {}

  /**
   * Adds to an alert and wakes nobody again, unless it makes it graver.
   *
   * @param severity of the alert from now on
   */
  record Join(UUID alert, Severity severity) implements Decision {}

  /** Decides on news, given the alerts of its case and those that share an act key. */
  static Decision on(News news, List<Raised> raised) {
    return raised.stream()
        .filter(alert -> alert.sameAct() || isSameChange(news, alert))
        .min(Comparator.comparing(Raised::sameAct).reversed().thenComparing(Raised::id))
        .<Decision>map(alert -> new Join(alert.id(), graver(alert.severity(), news.severity())))
        .orElseGet(Raise::new);
  }

  /**
   * The channels that news of this severity and timing goes out by at once; minor news waits for
   * the digest.
   */
  static Set<Channel> channels(Severity severity, Timing timing) {
    return switch (severity) {
      case EXTREME, SEVERE ->
          timing == Timing.LATE_REPORT ? EnumSet.of(Channel.EMAIL) : EnumSet.allOf(Channel.class);
      case MODERATE -> EnumSet.of(Channel.EMAIL);
      case MINOR -> EnumSet.noneOf(Channel.class);
    };
  }

  /**
   * An act and the status that it implies are one change; two acts without a key in common are two.
   */
  private static boolean isSameChange(News news, Raised alert) {
    return alert.caseId().equals(news.caseId())
        && alert.change().equals(news.change())
        && !alert.from().isAfter(news.to())
        && !news.from().isAfter(alert.to())
        && !(news.act() && alert.hasAct());
  }

  private static Severity graver(Severity one, Severity other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
