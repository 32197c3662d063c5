package org.tocsin.events.shape;

import java.text.Normalizer;

/**
 * Rules for texts that people write: Unicode in one normal form (NFC), no control characters, a
 * limited length.
 */
final class Texts {

  private Texts() {}

  /** The text as it is kept, or null after adding a violation. */
  static String clean(String text, int max, boolean lines, String pointer, Reading reading) {
    if (text.length() > max) {
      reading.violation(
          pointer, "length", "This text is longer than " + max + " characters.", "Shorten it.");
      return null;
    }
    String clean = Normalizer.normalize(text.replace("\r\n", "\n"), Normalizer.Form.NFC).strip();
    if (clean.isEmpty()) {
      reading.violation(
          pointer, "blank", "This text is empty.", "Leave the field out, or write something.");
      return null;
    }
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      boolean control = Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t'));
      if (control || loneSurrogate(clean, i)) {
        reading.violation(
            pointer,
            "control-character",
            "This text contains a control character or half a character.",
            "Send plain Unicode text.");
        return null;
      }
    }
    return clean;
  }

  private static boolean loneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
