package org.tocsin.events.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tocsin.events.text.Utf8;

/**
 * Makes identities by construction: HMAC-SHA-256 under the cluster's secret, shaped as UUIDv8 (RFC
 * 9562, section 5.8). The same reference gives the same identity for ever, and nobody without the
 * secret can test a guess. Safe for use by many threads.
 */
public final class IdentityKey {

  private static final String HMAC = "HmacSHA256";
  private static final byte[] DIGEST_FRAMED = framed("digest".getBytes(StandardCharsets.UTF_8));

  private final SecretKeySpec key;

  /** One for each thread: after {@code doFinal} it is as it was after its start. */
  private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(this::create);

  /**
   * @param secret the cluster's secret, at least 32 bytes
   * @throws IllegalArgumentException if it is shorter
   */
  public IdentityKey(byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("the identity secret must have at least 32 bytes");
    }
    this.key = new SecretKeySpec(secret, HMAC);
  }

  /**
   * The key from the file that the cluster's services share: 32 random bytes in base64.
   *
   * @throws IOException if it cannot be read or holds no secret; names the file and nothing of what
   *     is in it
   */
  public static IdentityKey read(Path file) throws IOException {
    try {
      return new IdentityKey(Base64.getDecoder().decode(Files.readString(file).strip()));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " must hold 32 random bytes in base64");
    } catch (IOException e) {
      throw new IOException(file + " cannot be read");
    }
  }

  public CaseId caseId(Organisation organisation, String caseRef) {
    return new CaseId(uuid("case", organisation.id(), caseRef));
  }

  public DefenderId defenderId(Organisation organisation, String defenderRef) {
    return new DefenderId(uuid("defender", organisation.id(), defenderRef));
  }

  public IncidentId incidentId(String incidentRef) {
    return new IncidentId(uuid("incident", incidentRef));
  }

  public SourceId sourceId(String sourceRef) {
    return new SourceId(uuid("source", sourceRef));
  }

  /**
   * The keyed digest by which a changed repeat of an event is told from a true one.
   *
   * @param canonicalContent the whole content in a form that is the same for the same content
   * @return 64 lower-case hexadecimal digits
   */
  public String digest(byte[] canonicalContent) {
    Mac hash = mac.get();
    hash.update(DIGEST_FRAMED);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(canonicalContent.length).array());
    return HexFormat.of().formatHex(hash.doFinal(canonicalContent));
  }

  private UUID uuid(String purpose, String... parts) {
    var all = new byte[parts.length + 1][];
    all[0] = purpose.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < parts.length; i++) {
      all[i + 1] = inOneForm(parts[i].strip());
    }
    ByteBuffer hash = ByteBuffer.wrap(mac.get().doFinal(framed(all)));
    long high = (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x8000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static byte[] inOneForm(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return Utf8.isPrintableAscii(utf8)
        ? utf8
        : Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
  }

  /** Each part goes in with its length before it, so that ("ab", "c") and ("a", "bc") differ. */
  private static byte[] framed(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += Integer.BYTES + part.length;
    }
    ByteBuffer framed = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      framed.putInt(part.length).put(part);
    }
    return framed.array();
  }

  private Mac create() {
    try {
      Mac created = Mac.getInstance(HMAC);
      created.init(key);
      return created;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
