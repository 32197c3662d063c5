package org.tocsin.alert.sms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What somebody has sent to us.
 *
 * @param provider by which it came
 * @param id the provider's, the same when it is delivered again; null if it gives none
 * @param number from which, in E.164 form with its plus
 * @param text as it was written
 */
record Reply(String provider, String id, String number, String text) {

  /**
   * The same words from the same number within so long are the same reply delivered again, where
   * the provider does not name replies.
   */
  private static final Duration SAME_WITHIN = Duration.ofMinutes(3);

  /** By which it is known when it is delivered again. */
  String key() {
    return id == null ? provider + "#" + hash() : provider + ":" + id;
  }

  /** Of the same key, what came before is another reply. */
  Instant sameSince(Instant now) {
    return id == null ? now.minus(SAME_WITHIN) : Instant.EPOCH;
  }

  private String hash() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest((number + " " + text).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Without what was written and by whom: records end up in logs. */
  @Override
  public String toString() {
    return "a reply by " + provider;
  }
}
