package org.tocsin.events.shape;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Names of fields in error messages: shown safely, and the nearest known one as a hint for a
 * misspelt one.
 */
final class FieldNames {

  private static final int SHOWN = 40;

  private FieldNames() {}

  /**
   * The name as a part of a JSON pointer: escaped (RFC 6901), without anything unprintable, cut if
   * long.
   */
  static String shown(String name) {
    String printable = name.replaceAll("[^\\p{L}\\p{N}_.~/-]", "?");
    String cut = printable.length() > SHOWN ? printable.substring(0, SHOWN) + "…" : printable;
    return cut.replace("~", "~0").replace("/", "~1");
  }

  /** The known name that differs by at most two letters (or in case only), if there is one. */
  static Optional<String> nearest(String name, Collection<String> names) {
    if (name.length() > SHOWN) {
      return Optional.empty();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(known -> distance(lower, known.toLowerCase(Locale.ROOT)) <= 2)
        .min(Comparator.comparingInt(known -> distance(lower, known.toLowerCase(Locale.ROOT))));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
