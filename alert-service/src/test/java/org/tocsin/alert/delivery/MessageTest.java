package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.text.Catalogue;
import org.tocsin.events.vocabulary.Severity;

class MessageTest {

  /**
   * Of these the GSM 7-bit default alphabet (3GPP TS 23.038, section 6.2.1) has each as one septet.
   */
  private static final String ONE_SEPTET = "[A-Z0-9 -]*";

  @Property
  void everySmsIsOneSegmentOfTheGsmAlphabet(
      @ForAll("languages") Locale language,
      @ForAll Severity severity,
      @ForAll("labels") String label,
      @ForAll Timing timing,
      @ForAll boolean verified,
      @ForAll boolean repeat) {
    String text =
        Message.bare(
            Catalogue.of(language), severity, label, timing, verified, true, repeat, "T-ZZZZZZZZ");
    assertTrue(text.length() <= 160 && text.matches(ONE_SEPTET), text);
  }

  @Provide
  Arbitrary<Locale> languages() {
    return Arbitraries.of(Locale.ENGLISH, Locale.FRENCH, Locale.CHINESE);
  }

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.of(
        "STORM 100000", "NOBODY ON CALL SOON", "UNREADABLE REPORT", "POSSIBLY SAME", "");
  }
}
