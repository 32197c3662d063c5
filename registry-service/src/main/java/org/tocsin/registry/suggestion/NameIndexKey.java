package org.tocsin.registry.suggestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.TreeSet;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tocsin.events.Name;

/**
 * Hashes tokens of names: HMAC-SHA-256 under a key of its own, derived from the cluster's identity
 * secret (HKDF, RFC 5869), so that nobody without the secret can test a guess.
 */
@ApplicationScoped
public class NameIndexKey {

  private static final byte[] PURPOSE = "org.tocsin name index 1".getBytes(StandardCharsets.UTF_8);
  private static final int FEWEST_BYTES = 32;
  private static final int TOKEN_BYTES = 16;

  private final SecretKey key;

  NameIndexKey(@ConfigProperty(name = "tocsin.identity.secret-file") Path file) {
    this.key = derived(secret(file));
  }

  /** The first 128 bits of the hash. */
  byte[] hash(NameToken token) {
    Mac mac = mac();
    mac.update((byte) token.kind().ordinal());
    byte[] hash = mac.doFinal(token.text().getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(hash, TOKEN_BYTES);
  }

  /** The first 128 bits of the hash of a name as it was given. */
  byte[] hash(Name name) {
    Mac mac = mac();
    mac.update((byte) -2);
    // No script has a line break.
    mac.update(
        (name.script() == null ? "\n" : name.script() + "\n").getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(mac.doFinal(name.text().getBytes(StandardCharsets.UTF_8)), TOKEN_BYTES);
  }

  /** The hash of a set of names, in whatever order they come: 256 bits. */
  byte[] hash(Collection<String> names) {
    Mac mac = mac();
    // No kind of token has this number.
    mac.update((byte) -1);
    for (String name : new TreeSet<>(names)) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      mac.update(text);
    }
    return mac.doFinal();
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  private static SecretKey derived(byte[] secret) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "HmacSHA256",
              HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(PURPOSE, FEWEST_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 25 has HKDF", e);
    }
  }

  private static byte[] secret(Path file) {
    try {
      byte[] secret = Base64.getDecoder().decode(Files.readString(file).strip());
      if (secret.length >= FEWEST_BYTES) {
        return secret;
      }
    } catch (IOException e) {
      throw new IllegalStateException("tocsin.identity.secret-file: " + file + " cannot be read");
    } catch (IllegalArgumentException noSecret) {
      // Said below, without what is in the file.
    }
    throw new IllegalStateException(
        "tocsin.identity.secret-file: " + file + " must hold 32 random bytes in base64");
  }
}
