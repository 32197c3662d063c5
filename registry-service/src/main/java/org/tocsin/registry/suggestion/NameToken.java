package org.tocsin.registry.suggestion;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tocsin.events.Name;

/**
 * One thing that two spellings of a name can have in common. It is plain text: only its keyed hash
 * may be stored. Pure.
 *
 * @param kind in which way they are alike
 * @param text what they have in common
 * @param writing the script that the name is written in
 * @param arity how many parts of the name it covers
 * @param parts how many parts the name has
 * @param alias whether it comes from another name than the first one given
 */
record NameToken(Kind kind, String text, Writing writing, int arity, int parts, boolean alias) {

  /** The order is stored: add at the end only. */
  enum Kind {
    /** The whole name in its own script. */
    WRITTEN,
    /** The whole name in Latin letters. */
    ROMAN,
    /** How the parts sound. */
    SOUND,
    /** The consonants of the parts, for Arabic, which leaves most vowels out. */
    CONSONANTS
  }

  /** More names of one defender are not compared. */
  static final int MOST_NAMES = 20;

  private static final int MOST_PARTS_IN_PAIRS = 5;
  private static final int FEWEST_CONSONANTS = 4;

  /** The tokens of a defender, whose first name comes first. */
  static Set<NameToken> of(List<Name> names) {
    var tokens = new LinkedHashSet<NameToken>();
    for (int i = 0; i < Math.min(names.size(), MOST_NAMES); i++) {
      tokens.addAll(of(names.get(i).text(), i > 0));
    }
    return tokens;
  }

  private static Set<NameToken> of(String name, boolean alias) {
    var tokens = new LinkedHashSet<NameToken>();
    Writing writing = Writing.of(name);
    List<String> parts = Parts.of(name, writing);
    if (parts.isEmpty()) {
      return tokens;
    }
    int size = parts.size();
    tokens.add(
        new NameToken(Kind.WRITTEN, writing + " " + circle(parts), writing, size, size, alias));
    if (writing == Writing.LATIN) {
      List<String> whole = Parts.withParticles(name).stream().map(Sounds::canonical).toList();
      tokens.add(new NameToken(Kind.ROMAN, circle(whole), writing, size, size, alias));
    }
    for (List<String> latin : Transliterators.latin(parts, writing)) {
      // Without its vowels an Arabic name is no romanisation.
      if (writing != Writing.ARABIC && !latin.isEmpty()) {
        String roman = circle(latin.stream().map(Sounds::canonical).toList());
        tokens.add(new NameToken(Kind.ROMAN, roman, writing, size, size, alias));
      }
      // Pinyin is exact: names that only sound alike in it are other names.
      if (writing != Writing.ARABIC && writing != Writing.HAN) {
        combine(latin, Sounds::codes)
            .forEach(
                c -> tokens.add(new NameToken(Kind.SOUND, c.text, writing, c.arity, size, alias)));
      }
      if (writing != Writing.HAN) {
        combine(latin, part -> Sounds.consonants(part).stream().toList()).stream()
            .filter(c -> c.text.length() - c.arity + 1 >= FEWEST_CONSONANTS)
            .forEach(
                c ->
                    tokens.add(
                        new NameToken(Kind.CONSONANTS, c.text, writing, c.arity, size, alias)));
      }
    }
    return tokens;
  }

  private record Combined(String text, int arity) {}

  /** All parts together, and each two of them, as a name is often given without the others. */
  private static Set<Combined> combine(List<String> parts, Function<String, List<String>> codes) {
    List<List<String>> coded = parts.stream().map(codes).toList();
    var combined = new LinkedHashSet<Combined>();
    if (parts.size() > 1) {
      join(coded).ifPresent(all -> combined.add(new Combined(all, parts.size())));
    }
    if (parts.size() > 2 && parts.size() <= MOST_PARTS_IN_PAIRS) {
      for (int i = 0; i < parts.size(); i++) {
        for (int j = i + 1; j < parts.size(); j++) {
          for (String one : coded.get(i)) {
            for (String other : coded.get(j)) {
              combined.add(new Combined(sorted(List.of(one, other)), 2));
            }
          }
        }
      }
    } else if (parts.size() == 2) {
      for (String one : coded.getFirst()) {
        coded.getLast().forEach(o -> combined.add(new Combined(sorted(List.of(one, o)), 2)));
      }
    }
    return combined;
  }

  private static Optional<String> join(List<List<String>> coded) {
    return coded.stream().anyMatch(List::isEmpty)
        ? Optional.empty()
        : Optional.of(sorted(coded.stream().map(List::getFirst).toList()));
  }

  private static String sorted(List<String> codes) {
    var sorted = new ArrayList<>(codes);
    sorted.sort(null);
    return String.join(" ", sorted);
  }

  /**
   * The letters of a name as a circle, from its least beginning: the same with the family name
   * first or last, and with or without spaces and hyphens.
   */
  static String circle(List<String> parts) {
    String line = String.join("", parts);
    var turned = new TreeSet<String>();
    for (int i = 0; i < line.length(); i++) {
      turned.add(line.substring(i) + line.substring(0, i));
    }
    return turned.first();
  }
}
