package org.tocsin.service.staff;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for five minutes which passwords were verified, so that a page with ten requests costs
 * one derivation.
 *
 * <p>Keeps a keyed hash of name, password and stored hash: the key lives and dies with the process,
 * and a changed password is forgotten.
 */
final class VerifiedPasswords {

  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);
  private static final int REMEMBERED = 1_000;
  private static final String HMAC = "HmacSHA256";

  private final InstantSource clock;
  private final SecretKeySpec key;
  private final Map<String, Instant> verifiedAt = new LinkedHashMap<>();

  VerifiedPasswords(InstantSource clock) {
    this.clock = clock;
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, HMAC);
  }

  /** Under what a verified password is remembered. */
  String fingerprint(String name, String password, PasswordHash stored) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      for (var part : new String[] {name, stored.stored(), password}) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        mac.update(bytes);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every JDK has " + HMAC, missing);
    }
  }

  synchronized boolean remembers(String fingerprint) {
    var at = verifiedAt.get(fingerprint);
    if (at == null) {
      return false;
    }
    if (at.plus(REMEMBERED_FOR).isBefore(clock.instant())) {
      verifiedAt.remove(fingerprint);
      return false;
    }
    return true;
  }

  synchronized void remember(String fingerprint) {
    verifiedAt.remove(fingerprint);
    verifiedAt.put(fingerprint, clock.instant());
    if (verifiedAt.size() > REMEMBERED) {
      verifiedAt.remove(verifiedAt.keySet().iterator().next());
    }
  }
}
