package org.tocsin.alert.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.junit.jupiter.api.Test;

class PublicKeyTest {

  private static final Instant NOW = Instant.now();

  @Test
  void whatIsEncryptedIsReadByTheOwnerAlone() throws Exception {
    OpenPGPKey own = new BcOpenPGPApi().generateKey().ed25519x25519Key("nobody").build();
    var key =
        assertInstanceOf(
            PublicKey.Usable.class,
            PublicKey.read(own.toCertificate().toAsciiArmoredString(), Instant.now()));
    String sealed = key.encrypt("one\ntwo\n");
    assertTrue(sealed.startsWith("-----BEGIN PGP MESSAGE-----\n\n"), "says of no program");
    assertFalse(sealed.contains("\r") || sealed.contains("one"));
    try (var opened =
        new BcOpenPGPApi()
            .decryptAndOrVerifyMessage()
            .addDecryptionKey(own)
            .process(new ByteArrayInputStream(sealed.getBytes(StandardCharsets.US_ASCII)))) {
      assertEquals("one\r\ntwo\r\n", new String(opened.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aKeyIsNotUsedAfterItsEndNorAfterItsRevocationNorIfItIsNone() throws IOException {
    assertEquals(new PublicKey.Unusable(PublicKey.Why.EXPIRED), read("expired"));
    assertEquals(new PublicKey.Unusable(PublicKey.Why.REVOKED), read("revoked"));
    for (String none :
        new String[] {
          "",
          "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n",
          Files.readString(Path.of("src/test/resources/keys/expired.asc")).substring(0, 300)
        }) {
      assertEquals(new PublicKey.Unusable(PublicKey.Why.BROKEN), PublicKey.read(none, NOW));
    }
  }

  @Test
  void theExpiredKeyWasGoodBeforeItsEnd() throws IOException {
    assertInstanceOf(
        PublicKey.Usable.class,
        PublicKey.read(
            Files.readString(Path.of("src/test/resources/keys/expired.asc")),
            Instant.parse("2020-01-01T12:00:00Z")));
  }

  private static PublicKey read(String name) throws IOException {
    return PublicKey.read(
        Files.readString(Path.of("src/test/resources/keys/" + name + ".asc")), NOW);
  }
}
