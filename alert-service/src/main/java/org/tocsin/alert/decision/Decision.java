package org.tocsin.alert.decision;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.tocsin.events.vocabulary.Severity;

/** Which alert news belongs to, and by which channels it goes out. Pure: no clock, no database. */
public final class Decision {

  /** The channels by which somebody can be told. */
  public enum Channel {
    SMS,
    EMAIL,
    WEBHOOK
  }

  private Decision() {}

  /**
   * The alert that the news belongs to; empty if it is one of its own. A report of the same act
   * comes before a change of the same case. What was taken back altogether is joined by nothing:
   * when it is reported again it is news again.
   *
   * @param raised alerts that it might belong to
   * @param links which cases the desk has linked
   */
  static Optional<Alert> joins(News news, Collection<Alert> raised, Links links) {
    return raised.stream()
        .filter(alert -> !alert.cancelled() && alert.caseId() != null)
        .filter(alert -> isSameAct(news, alert, links) || isSameChange(news, alert))
        .min(
            Comparator.comparing((Alert alert) -> !isSameAct(news, alert, links))
                .thenComparing(Alert::raisedAt)
                .thenComparing(Alert::id));
  }

  /**
   * The channels that news of this severity and timing goes out by at once; minor news waits for
   * the digest. A machine at a webhook is not woken, so it gets whatever goes out.
   */
  public static Set<Channel> channels(Severity severity, Timing timing) {
    return switch (severity) {
      case EXTREME, SEVERE ->
          timing == Timing.LATE_REPORT
              ? EnumSet.of(Channel.EMAIL, Channel.WEBHOOK)
              : EnumSet.allOf(Channel.class);
      case MODERATE -> EnumSet.of(Channel.EMAIL, Channel.WEBHOOK);
      case MINOR -> EnumSet.noneOf(Channel.class);
    };
  }

  /**
   * Whether they agree in a key (DOMAIN.md, section 4), or the desk has linked their cases and they
   * agree in act type, responsible State and date.
   */
  private static boolean isSameAct(News news, Alert alert, Links links) {
    return news.actKeys().stream().anyMatch(alert.actKeys()::contains)
        || isLinked(news, alert, links);
  }

  private static boolean isLinked(News news, Alert alert, Links links) {
    return news.linkKey().isPresent()
        && news.linkKey().equals(alert.linkKey())
        && !alert.caseId().equals(news.caseId())
        && links.with(news.caseId()).contains(alert.caseId());
  }

  /**
   * An act and the status that it implies are one change; two acts without a key in common are two.
   */
  private static boolean isSameChange(News news, Alert alert) {
    return alert.caseId().equals(news.caseId())
        && alert.change().equals(news.change())
        && !alert.from().isAfter(news.to())
        && !news.from().isAfter(alert.to())
        && !(news.act() && alert.hasAct());
  }
}
