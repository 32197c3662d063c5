package org.tocsin.events.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class IdentityKeyTest {

  private static final Organisation ONE = new Organisation("one-ngo");
  private static final Organisation OTHER = new Organisation("other-ngo");
  private final IdentityKey key =
      new IdentityKey("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  @Property(tries = 200)
  void anIdentityIsAUuidOfVersionEight(@ForAll @StringLength(min = 1, max = 50) String ref) {
    assertEquals(8, key.caseId(ONE, ref).value().version());
    assertEquals(2, key.caseId(ONE, ref).value().variant());
  }

  @Test
  void theSameReferenceLandsOnTheSameCaseForEver() {
    assertEquals(
        "6d44f8b2-6d4b-8f9f-8a5e-2f7f0c1f6c55".length(),
        key.caseId(ONE, "case-1").toString().length());
    assertEquals(key.caseId(ONE, "caf\u00e9"), key.caseId(ONE, " cafe\u0301 "));
  }

  @Test
  void aPartnerCanOnlyWriteToItsOwnCases() {
    assertNotEquals(key.caseId(ONE, "case-1"), key.caseId(OTHER, "case-1"));
    assertNotEquals(key.caseId(ONE, "x").value(), key.defenderId(ONE, "x").value());
  }

  @Test
  void nobodyWithoutTheSecretCanTestAGuess() {
    var another =
        new IdentityKey("another secret of thirty-two byte".getBytes(StandardCharsets.UTF_8));
    assertNotEquals(key.caseId(ONE, "case-1"), another.caseId(ONE, "case-1"));
    assertThrows(IllegalArgumentException.class, () -> new IdentityKey(new byte[31]));
  }
}
