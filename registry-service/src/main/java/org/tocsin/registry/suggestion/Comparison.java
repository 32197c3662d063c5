package org.tocsin.registry.suggestion;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Two defenders compared with all that is known of both. Pure. */
final class Comparison {

  private static final double SAME_SOURCE = 0.1;
  private static final double SAME_INCIDENT = 0.05;
  private static final double OTHER_NATIONALITY = 0.15;
  private static final double OTHER_KIND = 0.4;

  private Comparison() {}

  /**
   * Their likeness by name, raised by what their reports have in common and lowered by what speaks
   * against it; empty where the names are not alike, whatever else they share.
   *
   * @param common same source, same incident
   * @param commonName whether many defenders have the name
   */
  static Optional<Evidence> of(
      DescribedNames.Described one,
      DescribedNames.Described other,
      Set<Reason> common,
      boolean commonName) {
    return Likeness.of(one.names(), other.names())
        .map(
            byName -> {
              var reasons = EnumSet.copyOf(byName.reasons());
              double score = byName.score();
              if (commonName) {
                reasons.add(Reason.COMMON_NAME);
                score *= Evidence.OF_COMMON_NAME;
              }
              reasons.addAll(common);
              score += common.contains(Reason.SAME_SOURCE) ? SAME_SOURCE : 0;
              score += common.contains(Reason.SAME_INCIDENT) ? SAME_INCIDENT : 0;
              if (differ(one.nationality(), other.nationality())) {
                reasons.add(Reason.DIFFERENT_NATIONALITY);
                score -= OTHER_NATIONALITY;
              }
              if (differ(one.person(), other.person())) {
                reasons.add(Reason.DIFFERENT_KIND);
                score -= OTHER_KIND;
              }
              return new Evidence(Math.clamp(score, 0, 1), reasons);
            });
  }

  private static boolean differ(Object one, Object other) {
    return one != null && other != null && !one.equals(other);
  }
}
