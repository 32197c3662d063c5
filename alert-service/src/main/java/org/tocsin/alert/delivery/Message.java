package org.tocsin.alert.delivery;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

/**
 * What leaves the building: a reference, a severity and labels; nothing that shows who, where or
 * what.
 */
public final class Message {

  /** The subject of every mail. */
  public static final String SUBJECT = "Tocsin notice";

  private Message() {}

  /** One line of the GSM 7-bit alphabet, well under one segment of 160 characters. */
  public static String bare(
      Severity severity,
      String label,
      Timing timing,
      boolean verified,
      boolean possibleRepeat,
      String reference) {
    return Stream.of(
            "TOCSIN",
            severity.name(),
            label,
            timing.label(),
            verified ? "" : "UNVERIFIED",
            reference,
            possibleRepeat ? "POSSIBLE REPEAT" : "")
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The body of a mail: the same, and where to sign in. */
  public static String mail(String bare, String consoleUrl) {
    return bare + "\n\nSign in to read it and to acknowledge: " + consoleUrl + "\n";
  }
}
