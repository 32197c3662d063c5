package org.tocsin.registry.suggestion;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.registry.suggestion.NameToken.Kind;

/**
 * What the tokens that two defenders share come to. Pure, and without any plain text.
 *
 * @param score from 0 to 1; the strongest token counts, others add nothing
 * @param reasons why
 */
record Evidence(double score, Set<Reason> reasons) {

  /** What scores less is no suggestion. */
  static final double LEAST = 0.4;

  /** A token that more defenders have makes no suggestion: it names nobody. */
  static final int MOST_HOLDERS = 64;

  /** A token that more defenders have weighs less. */
  static final int FEW_HOLDERS = 8;

  static final double OF_COMMON_NAME = 0.8;
  private static final double OF_ALIAS = 0.95;
  private static final double OF_SINGLE_WORD = 0.6;

  Evidence {
    reasons = Set.copyOf(reasons);
  }

  /** Empty where it comes to no suggestion. */
  static Optional<Evidence> of(Collection<Shared> shared) {
    return shared.stream()
        .map(one -> of(one, shared))
        .filter(evidence -> evidence.score >= LEAST)
        .max(
            Comparator.comparingDouble(Evidence::score)
                .thenComparing(evidence -> new TreeSet<>(evidence.reasons).toString()));
  }

  /** In which of three classes the number of holders falls; scores change only with the class. */
  static int frequency(int holders) {
    return holders <= FEW_HOLDERS ? 0 : holders <= MOST_HOLDERS ? 1 : 2;
  }

  private static Evidence of(Shared one, Collection<Shared> all) {
    var reasons = EnumSet.noneOf(Reason.class);
    double score = ofKind(one, all, reasons);
    if (one.one().parts() == 1 || one.other().parts() == 1) {
      score *= OF_SINGLE_WORD;
      reasons.add(Reason.PART_OF_NAME);
    }
    if (one.one().alias() || one.other().alias()) {
      score *= OF_ALIAS;
      reasons.add(Reason.ALIAS);
    }
    if (frequency(one.holders()) > 0) {
      score *= frequency(one.holders()) == 1 ? OF_COMMON_NAME : 0;
      reasons.add(Reason.COMMON_NAME);
    }
    return new Evidence(score, reasons);
  }

  private static double ofKind(Shared one, Collection<Shared> all, Set<Reason> reasons) {
    return switch (one.kind()) {
      case WRITTEN -> {
        reasons.add(Reason.SAME_SCRIPT_EQUAL);
        yield 1;
      }
      case ROMAN -> {
        reasons.add(Reason.TRANSLITERATION_EQUAL);
        yield roman(one, all, reasons);
      }
      case SOUND -> sound(one, 0.65, reasons);
      case CONSONANTS ->
          // They say enough only where nothing better can be compared.
          one.has(Writing.ARABIC) && !one.oneWriting() ? sound(one, 0.6, reasons) : 0;
    };
  }

  /**
   * Different names can share one romanisation (DOMAIN.md, section 4): where both are at hand in
   * their own script and differ there, little is left.
   */
  private static double roman(Shared one, Collection<Shared> all, Set<Reason> reasons) {
    if (one.oneWriting() && one.one().writing() != Writing.LATIN) {
      boolean alsoWritten =
          all.stream()
              .anyMatch(
                  other ->
                      other.kind() == Kind.WRITTEN && other.one().writing() == one.one().writing());
      if (!alsoWritten) {
        reasons.add(Reason.WRITTEN_DIFFERENTLY);
      }
      return 0.45;
    }
    return one.has(Writing.HAN) ? 0.75 : 0.9;
  }

  private static double sound(Shared one, double whole, Set<Reason> reasons) {
    reasons.add(Reason.PHONETIC);
    if (one.coversBoth()) {
      return whole;
    }
    reasons.add(Reason.PART_OF_NAME);
    return one.coversOne() ? whole * 0.75 : 0;
  }
}
