package org.tocsin.events.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealedTextTest {

  private static final String REASON = "Zanahoria Ejemplo is in danger";

  private final DataKey key = DataKey.create("somebody");

  @Test
  void itOpensWithItsKeyInItsPlaceAndNowhereElse() {
    SealedText sealed = SealedText.seal(REASON, "case/1", key);
    assertEquals(Optional.of(REASON), sealed.open("case/1", key));
    assertEquals(Optional.empty(), sealed.open("case/2", key));
    assertEquals(Optional.empty(), sealed.open("case/1", DataKey.create("somebody")));
    assertEquals(key.name(), sealed.keyName());
  }

  @Test
  void theSameTextIsSealedDifferentlyEachTimeAndIsNotReadable() {
    SealedText one = SealedText.seal(REASON, "case/1", key);
    assertNotEquals(one.ciphertext(), SealedText.seal(REASON, "case/1", key).ciphertext());
    assertFalse(one.toString().contains("Zanahoria"));
  }

  @Test
  void whatWasAlteredDoesNotOpen() {
    SealedText one = SealedText.seal(REASON, "case/1", key);
    SealedText other = SealedText.seal("another", "case/1", key);
    var altered = new SealedText(one.owner(), one.keyId(), one.nonce(), other.ciphertext());
    assertEquals(Optional.empty(), altered.open("case/1", key));
    var noBase64 = new SealedText(one.owner(), one.keyId(), "!", one.ciphertext());
    assertEquals(Optional.empty(), noBase64.open("case/1", key));
  }
}
