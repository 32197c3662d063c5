package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.tocsin.alert.decision.Decision;
import org.tocsin.events.vocabulary.Severity;

/**
 * For which lanes something was planned in this process of late, so that a commit wakes these only.
 * A hint: each lane looks by itself each second.
 */
@ApplicationScoped
class Planning {

  /** Longer than a transaction takes: what it planned is told of after its commit. */
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int CHANNELS = Decision.Channel.values().length;

  private final AtomicLongArray last = new AtomicLongArray(CHANNELS * Severity.values().length);

  Planning() {
    long never = System.nanoTime() - LATE_NANOS;
    for (int i = 0; i < last.length(); i++) {
      last.set(i, never);
    }
  }

  void plans(Severity severity, Decision.Channel channel) {
    last.set(at(severity, channel), System.nanoTime());
  }

  boolean lately(Severity severity, Decision.Channel channel) {
    return System.nanoTime() - last.get(at(severity, channel)) < LATE_NANOS;
  }

  private static int at(Severity severity, Decision.Channel channel) {
    return severity.ordinal() * CHANNELS + channel.ordinal();
  }
}
