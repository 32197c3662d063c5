package org.tocsin.events.shape;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.tocsin.events.text.Utf8;

/**
 * Rules for texts that people write: Unicode in one normal form (NFC), no control characters, a
 * limited length. Right-to-left marks, isolates and joiners belong to the writing and stay;
 * overrides of the direction can show a reader another text than the one that is kept.
 */
final class Texts {

  private static final char LEFT_TO_RIGHT_OVERRIDE = '\u202D';
  private static final char RIGHT_TO_LEFT_OVERRIDE = '\u202E';

  private Texts() {}

  /**
   * The text as it is kept, or null after adding a violation. What is kept is kept unchanged when
   * it is read again.
   */
  static String clean(String text, int max, boolean lines, String pointer, Reading reading) {
    boolean plain = isPlain(text, lines);
    String whole =
        plain ? text : Normalizer.normalize(text.replace("\r\n", "\n"), Normalizer.Form.NFC);
    String clean = whole.strip();
    if (!plain && hasControl(whole, clean.length(), lines)) {
      reading.violation(
          pointer,
          Rule.CONTROL_CHARACTER,
          "This text contains a control character, an override of the writing direction or half a character.",
          "Send plain Unicode text.");
      return null;
    }
    if (clean.isEmpty()) {
      reading.violation(
          pointer, Rule.BLANK, "This text is empty.", "Leave the field out, or write something.");
      return null;
    }
    if (clean.length() > max) {
      reading.violation(
          pointer, Rule.LENGTH, "This text is longer than " + max + " characters.", "Shorten it.");
      return null;
    }
    return clean;
  }

  /** Printable ASCII: has one normal form, and nothing in it to refuse. */
  private static boolean isPlain(String text, boolean lines) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    // Half a character has become a question mark in the bytes.
    if (Utf8.isPrintableAscii(utf8) && new String(utf8, StandardCharsets.US_ASCII).equals(text)) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' || c > '~') && !(lines && c == '\n')) {
        return false;
      }
    }
    return true;
  }

  /** Line breaks and tabs around a text do not count: they are stripped. */
  private static boolean hasControl(String whole, int stripped, boolean lines) {
    int from = whole.length() - whole.stripLeading().length();
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      boolean around = i < from || i >= from + stripped;
      boolean lineBreak = (lines || around) && (c == '\n' || c == '\t');
      if ((isControl(c) && !lineBreak) || isLoneSurrogate(whole, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isControl(char c) {
    return Character.isISOControl(c) || c == LEFT_TO_RIGHT_OVERRIDE || c == RIGHT_TO_LEFT_OVERRIDE;
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
