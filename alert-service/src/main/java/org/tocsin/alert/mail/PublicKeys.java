package org.tocsin.alert.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys that were judged within the last minute: judging one checks its signatures and takes as long
 * as encrypting a mail. Safe for any number of threads.
 */
public final class PublicKeys {

  private static final Duration HOLDS = Duration.ofMinutes(1);

  /** More than there are contacts: what is left of earlier plans is dropped. */
  private static final int MOST = 1_000;

  private final Map<String, Judged> judged = new ConcurrentHashMap<>();

  private record Judged(PublicKey key, Instant until) {}

  /** What a key is good for, as of at most a minute ago. */
  public PublicKey of(String armored, Instant now) {
    Judged known = judged.get(armored);
    if (known != null && now.isBefore(known.until())) {
      return known.key();
    }
    if (judged.size() >= MOST) {
      judged.clear();
    }
    var fresh = new Judged(PublicKey.read(armored, now), now.plus(HOLDS));
    judged.put(armored, fresh);
    return fresh.key();
  }
}
