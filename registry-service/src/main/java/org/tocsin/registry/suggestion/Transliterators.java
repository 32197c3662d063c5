package org.tocsin.registry.suggestion;

import com.ibm.icu.text.Transliterator;
import java.util.List;
import java.util.stream.Stream;

/** Names in Latin letters without diacritics, by CLDR's transliterations. Pure. */
final class Transliterators {

  static final Transliterator WITHOUT_VOWEL_SIGNS =
      Transliterator.getInstance("NFKC; [[:Nonspacing Mark:]-[\u0653-\u0655]] Remove");

  private static final String ASCII = "; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower";

  /** Which of these a name is written in is not said, and they differ: г is g, h or g. */
  private static final List<Transliterator> CYRILLIC =
      Stream.of("Russian-Latin/BGN", "Ukrainian-Latin/BGN").map(Transliterators::of).toList();

  private static final List<Transliterator> HAN = List.of(of("Han-Latin/Names"));
  private static final List<Transliterator> OTHER = List.of(of("Any-Latin"));

  private Transliterators() {}

  /** The parts in Latin letters, once for each way in which they can be read. */
  static List<List<String>> latin(List<String> parts, Writing writing) {
    List<Transliterator> ways =
        switch (writing) {
          case CYRILLIC -> CYRILLIC;
          case HAN -> HAN;
          case LATIN, ARABIC, OTHER -> OTHER;
        };
    return ways.stream()
        .map(
            way ->
                parts.stream()
                    .map(part -> way.transliterate(part).replaceAll("[^a-z]", ""))
                    .filter(part -> !part.isEmpty())
                    .toList())
        .distinct()
        .toList();
  }

  private static Transliterator of(String id) {
    return Transliterator.getInstance(id + "; Any-Latin" + ASCII);
  }
}
