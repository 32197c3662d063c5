package org.tocsin.registry.suggestion;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Splits a name into its parts, in its own script: case, diacritics and vowel signs are taken away,
 * and so are particles and articles that people write or leave out. Pure.
 */
final class Parts {

  /** More are left out: a name has no more, an organisation's title may. */
  private static final int MOST = 10;

  private static final Transliterator BARE =
      Transliterator.getInstance("NFKD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower; NFC");
  private static final Transliterator SIMPLIFIED =
      Transliterator.getInstance("NFKC; Traditional-Simplified");

  private static final Set<String> PARTICLES =
      Set.of(
          "al", "el", "ul", "ar", "as", "ad", "an", "bin", "ibn", "ben", "bint", "ould", "van",
          "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "y", "e",
          "بن", "ابن", "بنت", "ولد");

  /** Surnames of two characters; all others have one. */
  private static final Set<String> DOUBLE_SURNAMES =
      Set.of("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "令狐", "慕容", "宇文");

  private Parts() {}

  /** The parts of a name as it is written, without particles; empty if it has no letters. */
  static List<String> of(String name, Writing writing) {
    return switch (writing) {
      case HAN -> han(SIMPLIFIED.transliterate(name));
      case ARABIC -> joined(split(arabic(name)), "عبد", Parts::withoutArticle);
      case LATIN -> joined(split(BARE.transliterate(name)), "abd", part -> part);
      case CYRILLIC, OTHER -> split(BARE.transliterate(name));
    };
  }

  /** The parts of a name with its particles: in pinyin, Bin and De are names. */
  static List<String> withParticles(String name) {
    return words(BARE.transliterate(name)).limit(MOST).toList();
  }

  /** A family name of one character, or of two where it is known to be one; then the rest. */
  private static List<String> han(String name) {
    List<String> written = split(name);
    if (written.size() != 1) {
      return written;
    }
    String whole = written.getFirst();
    int[] characters = whole.codePoints().toArray();
    int surname =
        characters.length > 2 && DOUBLE_SURNAMES.contains(new String(characters, 0, 2)) ? 2 : 1;
    return characters.length <= surname
        ? written
        : List.of(
            new String(characters, 0, surname),
            new String(characters, surname, characters.length - surname));
  }

  /** Letters that writers use for one another become one; vowel signs go. */
  private static String arabic(String name) {
    // In a compound this letter is a vowel, as at the end of a word.
    String bare = Transliterators.WITHOUT_VOWEL_SIGNS.transliterate(name).replace("ه\u200c", "");
    var letters = new StringBuilder();
    for (int i = 0; i < bare.length(); i++) {
      switch (bare.charAt(i)) {
        case 'أ', 'إ', 'آ', 'ٱ' -> letters.append('ا');
        case 'ى', 'ی', 'ئ' -> letters.append('ي');
        case 'ة' -> letters.append('ه');
        case 'ک' -> letters.append('ك');
        case 'ؤ' -> letters.append('و');
        case 'ء', 'ـ' -> {}
        default -> letters.append(bare.charAt(i));
      }
    }
    return letters.toString();
  }

  private static String withoutArticle(String part) {
    return part.startsWith("ال") && part.length() > 4 ? part.substring(2) : part;
  }

  private static List<String> split(String name) {
    List<String> all = words(name).toList();
    List<String> kept = all.stream().filter(word -> !PARTICLES.contains(word)).toList();
    return (kept.isEmpty() ? all : kept).stream().limit(MOST).toList();
  }

  /** Letters; an apostrophe inside a word is no break. */
  private static Stream<String> words(String name) {
    String words =
        name.replaceAll("[\\p{Lm}'’‘ʼ`´\\p{Cf}]", "").replaceAll("[^\\p{L}\\p{M}]+", " ");
    return Stream.of(words.strip().split(" ")).filter(word -> !word.isEmpty());
  }

  /**
   * "Abd al-Karim", "Abd el Karim" and "Abdul Karim" are one part; the article is taken off after
   * it was joined.
   */
  private static List<String> joined(
      List<String> parts, String servant, UnaryOperator<String> bare) {
    var joined = new ArrayList<String>();
    for (int i = 0; i < parts.size(); i++) {
      String part = bare.apply(parts.get(i));
      boolean isServant =
          part.equals(servant) || (servant.equals("abd") && part.matches("abd[aeou]l"));
      if (isServant && i + 1 < parts.size()) {
        i++;
        part = servant + bare.apply(parts.get(i));
      } else if (servant.equals("عبد")) {
        part = part.replaceFirst("^عبدال(?=..)", servant);
      } else {
        part = part.replaceFirst("^abd[aeou](l|r(?=r)|s(?=s)|n(?=n))(?=.{3})", "abd");
      }
      joined.add(part);
    }
    return List.copyOf(joined);
  }
}
