package org.tocsin.alert.sms;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What somebody means by a reply. Case, spaces, punctuation and diacritics do not matter, nor
 * letters that are taken for digits of a reference. Pure.
 */
sealed interface Meaning {

  /**
   * A human has the alert.
   *
   * @param reference of it, as it stands in the SMS
   */
  record Acknowledge(String reference) implements Meaning {}

  /** No SMS to this number any more. */
  record Stop() implements Meaning {}

  /** SMS again. */
  record Start() implements Meaning {}

  /** Nobody knows. */
  record Other() implements Meaning {}

  /** The longest that a reply may be; what is longer is no answer to an alert. */
  int LONGEST = 1_000;

  /** English and French; the longer first where one begins with another. */
  List<String> ACKNOWLEDGEMENTS =
      List.of("ACKNOWLEDGED", "ACKNOWLEDGE", "ACK", "ACCUSEDERECEPTION", "ACCUSE", "RECU");

  Set<String> STOPS = Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "ARRET", "ARRETER");
  Set<String> STARTS = Set.of("START", "UNSTOP", "REPRENDRE");

  /** Crockford's base 32, after what is taken for a digit has been read as one. */
  String REFERENCE = "[0-9A-HJKMNP-TV-Z]{8}";

  /** Reads a reply. */
  static Meaning of(String text) {
    if (text.length() > LONGEST) {
      return new Other();
    }
    List<String> words = words(text);
    String all = String.join("", words);
    if (STOPS.contains(all)) {
      return new Stop();
    }
    if (STARTS.contains(all)) {
      return new Start();
    }
    return ACKNOWLEDGEMENTS.stream()
        .filter(all::startsWith)
        .findFirst()
        .map(word -> acknowledge(words, all, word.length()))
        .orElse(new Other());
  }

  /** The reference ends where a word ends; what comes after it does not matter. */
  private static Meaning acknowledge(List<String> words, String all, int begin) {
    int end = 0;
    int shortest = -1;
    for (String word : words) {
      end += word.length();
      if (end == begin + 9 && all.charAt(begin) == 'T' && isReference(all, begin + 1)) {
        return new Acknowledge("T-" + reference(all, begin + 1));
      }
      if (end == begin + 8 && isReference(all, begin)) {
        shortest = begin;
      }
    }
    return shortest < 0 ? new Other() : new Acknowledge("T-" + reference(all, shortest));
  }

  private static boolean isReference(String all, int begin) {
    return reference(all, begin).matches(REFERENCE);
  }

  private static String reference(String all, int begin) {
    return all.substring(begin, begin + 8).replace('O', '0').replace('I', '1').replace('L', '1');
  }

  /** Runs of Latin capitals and digits; digits of any script. */
  private static List<String> words(String text) {
    var plain = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .forEach(
            c -> plain.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return Arrays.stream(plain.toString().split("[^A-Z0-9]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
