package org.tocsin.registry.suggestion;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.language.DaitchMokotoffSoundex;

/** What is left of a part in Latin letters where spellings of one sound are made one. Pure. */
final class Sounds {

  private static final DaitchMokotoffSoundex CODES = new DaitchMokotoffSoundex();
  private static final int MOST_CODES = 2;

  /** A spelling, and what stands for it; all of them are applied in this order. */
  private record Rule(Pattern spelling, String same) {
    static Rule of(String spelling, String same) {
      return new Rule(Pattern.compile(spelling), same);
    }

    static String all(List<Rule> rules, String part) {
      String result = part;
      for (Rule rule : rules) {
        result = rule.spelling.matcher(result).replaceAll(rule.same);
      }
      return result;
    }
  }

  /** What the romanisations of one alphabet write in different ways. */
  private static final List<Rule> ONE_ROMANISATION =
      List.of(
          Rule.of("s(h|z)?c(h|z)", "sh"),
          Rule.of("kh", "h"),
          Rule.of("ph", "f"),
          Rule.of("x", "ks"),
          Rule.of("ck|q", "k"),
          Rule.of("w", "v"),
          Rule.of("tz|ts", "c"),
          Rule.of("[jy]", "i"),
          Rule.of("(ou|oo)", "u"),
          Rule.of("ie", "e"),
          Rule.of("([aou])e", "$1"),
          Rule.of("(.)\\1+", "$1"));

  /** What Arabic writes and Latin writes differently; vowels, which Arabic leaves out, go. */
  private static final List<Rule> CONSONANTS =
      List.of(
          Rule.of("^[ae]l(?=[^aeiouy]..)", ""),
          Rule.of("dj|zh", "j"),
          Rule.of("kh", "X"),
          Rule.of("sh", "S"),
          Rule.of("tch|ch", "C"),
          Rule.of("gh", "g"),
          Rule.of("th", "t"),
          Rule.of("dh", "d"),
          Rule.of("ph", "f"),
          Rule.of("x", "ks"),
          Rule.of("ck|q|c", "k"),
          Rule.of("h$", ""),
          Rule.of("[aeiouywv]", ""),
          Rule.of("(.)\\1+", "$1"));

  private Sounds() {}

  /** The part in one romanisation for all: {@code sergey}, {@code sergej} and {@code sergei}. */
  static String canonical(String latin) {
    return Rule.all(ONE_ROMANISATION, latin);
  }

  /** The part's consonants, as far as Arabic tells them apart; empty if there are too few. */
  static Optional<String> consonants(String latin) {
    String left = Rule.all(CONSONANTS, latin);
    return left.length() < 2 ? Optional.empty() : Optional.of(left);
  }

  /**
   * Daitch-Mokotoff codes; none where fewer than two sounds are coded, as {@code Wei} and {@code
   * Wu} are alike then.
   */
  static List<String> codes(String latin) {
    return Stream.of(CODES.soundex(Rule.all(ONE_ROMANISATION.subList(0, 6), latin)).split("\\|"))
        .filter(code -> !code.substring(2).equals("0000"))
        .limit(MOST_CODES)
        .toList();
  }
}
