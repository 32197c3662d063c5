package org.tocsin.alert.auditor;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Of which findings ops has been told when, so that nobody is told of the same every minute. */
final class Told {

  /** While it lasts, ops is told again after so long. */
  static final Duration AGAIN = Duration.ofHours(1);

  private final Map<Finding, Instant> told = new EnumMap<>(Finding.class);

  /** Ops has been told of these by another instance, or before a start. */
  void told(Map<Finding, Instant> others) {
    others.forEach(
        (one, at) -> told.merge(one, at, (ours, theirs) -> ours.isAfter(theirs) ? ours : theirs));
  }

  /** What ops has to be told now; what is over is forgotten, and new when it comes back. */
  Set<Finding> news(Set<Finding> found, Instant now) {
    told.keySet().retainAll(found);
    var news = new TreeSet<Finding>();
    for (Finding one : found) {
      Instant last = told.get(one);
      if (last == null || !last.plus(AGAIN).isAfter(now)) {
        news.add(one);
      }
    }
    return news;
  }

  /** Ops has been told of these. */
  void told(Set<Finding> news, Instant now) {
    news.forEach(one -> told.put(one, now));
  }

  /** Of what ops has been told, and when. */
  Map<Finding, Instant> all() {
    return Map.copyOf(told);
  }
}
