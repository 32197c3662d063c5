package org.tocsin.events.sealing;

import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that seals what is told of one defender, and nothing else. Destroying it erases all that is
 * sealed under it.
 *
 * @param name whose it is, and which of theirs
 * @param secret 256 bits for AES
 */
public record DataKey(KeyName name, SecretKeySpec secret) {

  static final String ALGORITHM = "AES";
  static final int BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new key for this owner ({@link KeyName#ownerOf}). */
  public static DataKey create(String owner) {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return new DataKey(
        new KeyName(owner, UUID.randomUUID().toString()), new SecretKeySpec(secret, ALGORITHM));
  }

  /** Tells no secret. */
  @Override
  public String toString() {
    return "DataKey[" + name + "]";
  }
}
