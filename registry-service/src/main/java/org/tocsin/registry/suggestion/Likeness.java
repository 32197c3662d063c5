package org.tocsin.registry.suggestion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.tocsin.events.Name;

/**
 * How alike the names of two defenders are, with the names at hand: what the tokens say, made finer
 * by the letters (Jaro-Winkler). Pure.
 */
final class Likeness {

  /** Spellings this much alike differ in a letter or two. */
  private static final double NEARLY_EQUAL = 0.94;

  private static final JaroWinklerSimilarity LETTERS = new JaroWinklerSimilarity();

  private Likeness() {}

  /** Empty where nothing suggests that they are one. */
  static Optional<Evidence> of(List<Name> ones, List<Name> others) {
    return Evidence.of(shared(NameToken.of(ones), NameToken.of(others)))
        .map(evidence -> refined(evidence, letters(ones, others)));
  }

  private static List<Shared> shared(Collection<NameToken> ones, Collection<NameToken> others) {
    var shared = new ArrayList<Shared>();
    for (NameToken one : ones) {
      for (NameToken other : others) {
        if (one.kind() == other.kind() && one.text().equals(other.text())) {
          shared.add(
              new Shared(one.kind(), one.arity(), Shared.Side.of(one), Shared.Side.of(other), 2));
        }
      }
    }
    return shared;
  }

  /** What sounds alike is worth more the nearer the letters are. */
  private static Evidence refined(Evidence evidence, double letters) {
    if (!evidence.reasons().contains(Reason.PHONETIC) || letters == 0) {
      return evidence;
    }
    double finer = evidence.score() + Math.clamp(letters - 0.85, -0.15, 0.15);
    var reasons = EnumSet.copyOf(evidence.reasons());
    if (letters >= NEARLY_EQUAL) {
      reasons.add(Reason.SPELLED_ALIKE);
    }
    return new Evidence(finer, reasons);
  }

  /**
   * The best likeness of two names in Latin letters, part by part; 0 where none can be compared.
   */
  private static double letters(List<Name> ones, List<Name> others) {
    double best = 0;
    for (Name one : ones.stream().limit(NameToken.MOST_NAMES).toList()) {
      for (Name other : others.stream().limit(NameToken.MOST_NAMES).toList()) {
        for (List<String> left : latin(one.text())) {
          for (List<String> right : latin(other.text())) {
            best = Math.max(best, letters(left, right, 0));
          }
        }
      }
    }
    return best;
  }

  private static List<List<String>> latin(String name) {
    Writing writing = Writing.of(name);
    // Arabic has no vowels to compare, and in pinyin one letter makes another name.
    return writing == Writing.ARABIC || writing == Writing.HAN
        ? List.of()
        : Transliterators.latin(Parts.of(name, writing), writing).stream()
            .map(parts -> parts.stream().map(Sounds::canonical).toList())
            .toList();
  }

  /** The least alike of the parts, paired in the best way; names of unequal length are not. */
  private static double letters(List<String> left, List<String> right, int first) {
    if (left.size() != right.size() || left.size() < 2 || left.size() > 4) {
      return 0;
    }
    if (first == left.size()) {
      return 1;
    }
    double best = 0;
    var rest = new ArrayList<>(right);
    for (int i = first; i < right.size(); i++) {
      Collections.swap(rest, first, i);
      double here = LETTERS.apply(left.get(first), rest.get(first));
      best = Math.max(best, Math.min(here, letters(left, rest, first + 1)));
      Collections.swap(rest, first, i);
    }
    return best;
  }
}
