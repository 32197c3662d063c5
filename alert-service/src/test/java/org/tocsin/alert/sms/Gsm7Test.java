package org.tocsin.alert.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.delivery.Message;
import org.tocsin.alert.text.Catalogue;
import org.tocsin.events.vocabulary.Severity;

class Gsm7Test {

  /** Every septet but the escape, one after the other. */
  private static final String ALL =
      Gsm7.decode(octets(IntStream.range(0, 128).filter(septet -> septet != 0x1b).toArray()));

  @Test
  void theAlphabetIsThatOfTheStandard() {
    assertEquals(127, ALL.length());
    assertEquals('A', ALL.charAt(0x40));
    assertEquals('z', ALL.charAt(0x79));
    assertTrue(ALL.startsWith("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+"), ALL);
    assertTrue(ALL.endsWith("¿abcdefghijklmnopqrstuvwxyzäöñüà"), ALL);
    assertEquals(18, Gsm7.septets("[{}]€^~\\|"));
    assertFalse(Gsm7.has("ę"));
    assertEquals("RE?U", Gsm7.decode(Gsm7.encode("REęU")));
    assertEquals("REÇU", Gsm7.decode(octets(new int[] {'R', 'E', 0xc7, 'U'})), "as Latin-1");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars((ALL + "^{}[~]|€\\").toCharArray()).ofMaxLength(200);
  }

  @Property
  void whatTheAlphabetHasComesBackAsItWas(@ForAll("texts") String text) {
    assertTrue(Gsm7.has(text));
    assertEquals(text, Gsm7.decode(Gsm7.encode(text)));
    assertEquals(
        text.length() + text.chars().filter(c -> "^{}[~]|€\\".indexOf(c) >= 0).count(),
        Gsm7.septets(text));
  }

  /** Every word that there is, and so every label. */
  @Provide
  Arbitrary<String> labels() throws IOException {
    var words = new Properties();
    try (var in = Gsm7Test.class.getResourceAsStream("/messages/en.properties")) {
      words.load(in);
    }
    return Arbitraries.of(
        Stream.concat(
                Stream.of("", "STORM 1000000"),
                words.stringPropertyNames().stream()
                    .filter(key -> key.startsWith("word."))
                    .map(key -> key.substring("word.".length()).replace('-', ' ')))
            .toList());
  }

  @Property
  void everySmsIsOneSegmentWhateverTheLabelTheSeverityAndTheLanguage(
      @ForAll Severity severity,
      @ForAll("labels") String label,
      @ForAll Timing timing,
      @ForAll boolean verified,
      @ForAll boolean late,
      @ForAll boolean repeat,
      @ForAll @AlphaChars @StringLength(2) String language) {
    for (Locale one : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.of(language))) {
      Catalogue words = Catalogue.of(one);
      for (String text :
          List.of(
              Message.bare(words, severity, label, timing, verified, late, repeat, "T-ZZZZZZZZ"),
              Message.code(words, "ZZZZZZZZ"),
              new Replies.Answer("geneva", Optional.of("T-ZZZZZZZZ")).text(words),
              new Replies.Answer("geneva", Optional.empty()).text(words))) {
        assertTrue(Gsm7.has(text) && Gsm7.septets(text) <= Gsm7.SEGMENT, text);
      }
    }
  }

  private static byte[] octets(int[] values) {
    var octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }
}
