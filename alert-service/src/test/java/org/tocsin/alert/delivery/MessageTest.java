package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tocsin.alert.decision.Timing;
import org.tocsin.events.vocabulary.Severity;

class MessageTest {

  /**
   * Of these the GSM 7-bit default alphabet (3GPP TS 23.038, section 6.2.1) has each as one septet.
   */
  private static final String ONE_SEPTET = "[A-Z0-9 -]*";

  @Property
  void everySmsIsOneSegmentOfTheGsmAlphabet(
      @ForAll Severity severity,
      @ForAll Timing timing,
      @ForAll boolean verified,
      @ForAll boolean repeat) {
    String text = Message.bare(severity, "STORM 100000", timing, verified, repeat, "T-ZZZZZZZZ");
    assertTrue(text.length() <= 160 && text.matches(ONE_SEPTET), text);
  }
}
