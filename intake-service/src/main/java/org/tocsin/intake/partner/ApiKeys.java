package org.tocsin.intake.partner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * API keys: 256 random bits behind a prefix that tells them from other bearer tokens; only their
 * hash is kept.
 */
public final class ApiKeys {

  /** How every key begins. */
  public static final String PREFIX = "tocsin_";

  static final String SCHEME = "Bearer ";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private ApiKeys() {}

  /**
   * The key in an {@code Authorization} header, if it holds one. The scheme's case does not matter
   * (RFC 9110, section 11.1); the key's does.
   */
  static Optional<String> in(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    return Optional.of(authorization.substring(SCHEME.length()).strip())
        .filter(token -> token.startsWith(PREFIX));
  }

  /** A new key, which nobody has seen. */
  static String create() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /**
   * SHA-256 of the whole key, 64 lower-case hexadecimal digits. A key is random, so that no slow
   * hash is needed.
   */
  public static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
