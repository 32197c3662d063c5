package org.tocsin.alert.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeaningTest {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Provide
  Arbitrary<String> references() {
    return Arbitraries.strings().withChars(ALPHABET).ofLength(8);
  }

  /** However it is written: case, spaces, punctuation and diacritics anywhere. */
  @Property
  void anAcknowledgementIsFoundHoweverItIsWritten(
      @ForAll("references") String reference, @ForAll long seed) {
    var random = new Random(seed);
    String word =
        List.of("ACK", "REÇU", "Accusé de réception", "acknowledged").get(random.nextInt(4));
    var written = new StringBuilder(between(random));
    (word + " T-" + reference)
        .chars()
        .forEach(
            c -> {
              String letter = String.valueOf((char) c);
              written.append(
                  random.nextBoolean()
                      ? letter.toLowerCase(Locale.ROOT)
                      : letter.toUpperCase(Locale.ROOT));
              if (random.nextInt(4) == 0) {
                written.append('\u0301');
              }
              written.append(random.nextInt(4) == 0 ? between(random) : "");
            });
    assertEquals(
        new Meaning.Acknowledge("T-" + reference),
        Meaning.of(written.toString()),
        written.toString());
  }

  @Property
  void nothingButAnAcknowledgementIsOneAndNothingIsTooOdd(@ForAll String text) {
    assertNotNull(Meaning.of(text));
    assertFalse(Meaning.of("re " + text) instanceof Meaning.Acknowledge);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACK T-0A1B2C3D",
        "ack t0a1b2c3d thanks",
        "Ack: OAIB2C3D.",
        "ACK T - 0 A 1 B 2 C 3 D",
        "ＡＣＫ Ｔ－０Ａ１Ｂ２Ｃ３Ｄ",
        "ack t-٠a١b٢c٣d",
        "Reçu T-0A1B2C3D, j'arrive"
      })
  void lettersTakenForDigitsAndWordsAfterwardsAreForgiven(String text) {
    assertEquals(new Meaning.Acknowledge("T-0A1B2C3D"), Meaning.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ACK",
        "ACK 0A1B2C3",
        "ACK T-0A1B2C3DE",
        "ACK T-UUUUUUUU",
        "TOCSIN EXTREME UNVERIFIED T-0A1B2C3D",
        "no ACK T-0A1B2C3D",
        "stop it",
        "don't start"
      })
  void whatIsNotClearIsNothing(String text) {
    assertInstanceOf(Meaning.Other.class, Meaning.of(text));
  }

  @Test
  void stopAndStart() {
    assertEquals(new Meaning.Stop(), Meaning.of(" Stop! "));
    assertEquals(new Meaning.Stop(), Meaning.of("arrêt"));
    assertEquals(new Meaning.Start(), Meaning.of("START."));
  }

  private static String between(Random random) {
    return List.of(" ", "  ", "-", ".", ":", "\n", "\u00a0", "!").get(random.nextInt(8));
  }
}
