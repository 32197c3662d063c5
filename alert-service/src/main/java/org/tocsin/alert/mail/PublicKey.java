package org.tocsin.alert.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/** What a contact's OpenPGP key is good for (RFC 9580). */
public sealed interface PublicKey {

  /** Why nothing can be encrypted to a key. */
  enum Why {
    EXPIRED,
    REVOKED,
    /** It cannot be read, or has no part that encrypts. */
    BROKEN
  }

  /** A key to which nothing can be encrypted. */
  record Unusable(Why why) implements PublicKey {}

  /** A key to which can be encrypted, by all its parts that are made for that. */
  record Usable(List<OpenPGPComponentKey> parts) implements PublicKey {

    /**
     * The text, encrypted and armored, with LF at the end of lines.
     *
     * @param text with LF at the end of lines; inside they are CRLF (RFC 3156, section 5)
     * @throws PGPException if the key does not work
     */
    String encrypt(String text) throws PGPException {
      var armored = new ByteArrayOutputStream();
      try {
        var message =
            new BcOpenPGPApi()
                .signAndOrEncryptMessage()
                .setArmorStreamFactory(
                    out -> ArmoredOutputStream.builder().clearHeaders().build(out));
        for (OpenPGPComponentKey part : parts) {
          message.addEncryptionCertificate(part);
        }
        try (var out = message.open(armored)) {
          out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return armored.toString(StandardCharsets.US_ASCII).replace("\r\n", "\n");
    }
  }

  /**
   * Judges a key.
   *
   * @param armored as the plan has it
   * @param now when it is to be used
   */
  static PublicKey read(String armored, Instant now) {
    Date at = Date.from(now);
    try {
      OpenPGPCertificate certificate =
          new BcOpenPGPApi().readKeyOrCertificate().parseCertificate(armored);
      List<OpenPGPComponentKey> parts = certificate.getEncryptionKeys(at);
      if (!parts.isEmpty()) {
        return new Usable(List.copyOf(parts));
      }
      if (certificate.getRevocation(at) != null) {
        return new Unusable(Why.REVOKED);
      }
      boolean expired =
          certificate.getKeys().stream()
              .map(part -> part.getKeyExpirationDateAt(at))
              .anyMatch(end -> end != null && end.before(at));
      return new Unusable(expired ? Why.EXPIRED : Why.BROKEN);
    } catch (IOException | RuntimeException e) {
      // The parser throws all kinds of exceptions at what is no key.
      return new Unusable(Why.BROKEN);
    }
  }
}
