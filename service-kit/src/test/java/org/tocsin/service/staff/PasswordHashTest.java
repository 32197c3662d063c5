package org.tocsin.service.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stored password tells whether another is the same, and nothing else. */
class PasswordHashTest {

  /**
   * Made with {@code hashlib.pbkdf2_hmac("sha256", b"correct horse", bytes(range(16)), 600000)}.
   */
  private static final String FROM_ELSEWHERE =
      "pbkdf2-sha256$600000$AAECAwQFBgcICQoLDA0ODw==$lqWQTC4IyNpCMF28xdfPGOrSY21J9ZUmtgbyZpYoFHM=";

  @Test
  void aHashMadeByAnotherProgramIsUnderstood() {
    var hash = PasswordHash.parse(FROM_ELSEWHERE);
    assertTrue(hash.matches("correct horse"));
    assertFalse(hash.matches("correct horsf"));
    assertEquals(FROM_ELSEWHERE, hash.stored());
  }

  @Test
  void thePasswordMatchesItsOwnHashOnly() {
    var hash = PasswordHash.parse(PasswordHash.of("Zürich 1", 10_000).stored());
    assertTrue(hash.matches("Zürich 1"));
    assertFalse(hash.matches("Zurich 1"));
    assertFalse(hash.matches(""));
  }

  @Test
  void theSamePasswordIsStoredDifferentlyEachTime() {
    assertNotEquals(PasswordHash.of("x", 10_000).stored(), PasswordHash.of("x", 10_000).stored());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "pbkdf2-sha256$600000$AAECAwQFBgcICQoLDA0ODw==",
        "pbkdf2-sha1$600000$AAECAwQFBgcICQoLDA0ODw==$AA==",
        "pbkdf2-sha256$600000$secret$secret",
        "pbkdf2-sha256$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
        "pbkdf2-sha256$99999999$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
        "pbkdf2-sha256$600000$AA==$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8="
      })
  void whatIsNoHashIsRefusedWithoutRepeatingIt(String stored) {
    var refused = assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(stored));
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
  }
}
