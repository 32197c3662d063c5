package org.tocsin.alert.delivery;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.text.Catalogue;
import org.tocsin.events.vocabulary.Severity;

/**
 * What leaves the building: a reference, a severity and labels; nothing that shows who, where or
 * what.
 */
public final class Message {

  private Message() {}

  /**
   * One line of the GSM 7-bit alphabet, well under one segment of 160 characters.
   *
   * @param words in the language of whom it goes to
   * @param label the occasion's mark; may be empty
   * @param late whether it goes out long after it should have
   */
  public static String bare(
      Catalogue words,
      Severity severity,
      String label,
      Timing timing,
      boolean verified,
      boolean late,
      boolean possibleRepeat,
      String reference) {
    return Stream.of(
            "TOCSIN",
            words.word(severity.name()),
            words.word(label),
            words.word(timing.label()),
            verified ? "" : words.word("UNVERIFIED"),
            reference,
            late ? words.word("DELAYED") : "",
            possibleRepeat ? words.word("POSSIBLE REPEAT") : "")
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** By which an address is verified: one line, as short. */
  public static String code(Catalogue words, String code) {
    return "TOCSIN " + words.word("CODE") + " " + code;
  }
}
