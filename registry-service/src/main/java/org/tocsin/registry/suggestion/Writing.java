package org.tocsin.registry.suggestion;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import java.util.Arrays;

/** The script that most letters of a name belong to. The order is stored: add at the end only. */
enum Writing {
  LATIN,
  CYRILLIC,
  ARABIC,
  HAN,
  OTHER;

  static Writing of(String text) {
    int[] letters = new int[values().length];
    text.codePoints()
        .filter(UCharacter::isLetter)
        .forEach(letter -> letters[of(UScript.getScript(letter)).ordinal()]++);
    int most = Arrays.stream(letters).max().orElse(0);
    for (Writing writing : values()) {
      if (letters[writing.ordinal()] == most) {
        return writing;
      }
    }
    return OTHER;
  }

  private static Writing of(int script) {
    return switch (script) {
      case UScript.LATIN -> LATIN;
      case UScript.CYRILLIC -> CYRILLIC;
      case UScript.ARABIC -> ARABIC;
      case UScript.HAN -> HAN;
      default -> OTHER;
    };
  }
}
