package org.tocsin.service.staff;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is stored: {@code pbkdf2-sha256$iterations$salt$hash}, salt of 16 and hash of 32
 * bytes in base64.
 *
 * <p>Both sides come from the JDK, so that the launcher can make such a line without any library.
 */
public final class PasswordHash {

  /** OWASP's advice for PBKDF2 with HMAC-SHA-256. */
  public static final int ADVISED_ITERATIONS = 600_000;

  /** Below this the file is refused: it would be a mistake, not a choice. */
  static final int LEAST_ITERATIONS = 10_000;

  private static final int MOST_ITERATIONS = 10_000_000;
  private static final String SCHEME = "pbkdf2-sha256";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /** Hashes a new password under a fresh salt. */
  public static PasswordHash of(String password, int iterations) {
    var salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(iterations, salt, derive(password, salt, iterations));
  }

  /** A hash that no password has, to do the same work for a user who does not exist. */
  static PasswordHash ofNobody(int iterations) {
    return new PasswordHash(iterations, new byte[SALT_BYTES], new byte[HASH_BYTES]);
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException if it is not one; the message does not repeat it
   */
  public static PasswordHash parse(String stored) {
    var parts = stored.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(SCHEME) || !parts[1].matches("[0-9]{1,8}")) {
      throw new IllegalArgumentException(
          "a password hash reads " + SCHEME + "$iterations$salt$hash");
    }
    var iterations = Integer.parseInt(parts[1]);
    var salt = base64(parts[2]);
    var hash = base64(parts[3]);
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "a password hash takes " + LEAST_ITERATIONS + " to " + MOST_ITERATIONS + " iterations");
    }
    if (salt.length != SALT_BYTES || hash.length != HASH_BYTES) {
      throw new IllegalArgumentException("a password hash has 16 bytes of salt and 32 of hash");
    }
    return new PasswordHash(iterations, salt, hash);
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException withTheTextInItsMessage) {
      throw new IllegalArgumentException("salt and hash of a password are base64");
    }
  }

  public String stored() {
    var base64 = Base64.getEncoder();
    return SCHEME
        + "$"
        + iterations
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  /** Whether this is the password. Takes the time of all iterations, so never on an event loop. */
  boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password, salt, iterations));
  }

  int iterations() {
    return iterations;
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every JDK has PBKDF2WithHmacSHA256", missing);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return SCHEME;
  }
}
