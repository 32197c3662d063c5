package org.tocsin.alert.storm;

import java.time.Instant;
import java.util.UUID;

/**
 * A storm that is under way.
 *
 * @param alert the alert that stands for it
 * @param acts how many acts it has, with those that were told one by one before it began
 * @param lastAt when the last of them joined
 * @param retracted how many of those that joined have been taken back
 */
public record Storm(UUID alert, StormKey key, int acts, Instant lastAt, int retracted) {

  Storm joined(Instant now) {
    return new Storm(alert, key, acts + 1, now.isAfter(lastAt) ? now : lastAt, retracted);
  }

  /** One of the acts that had joined was taken back. */
  public Storm takenBack() {
    return new Storm(alert, key, acts, lastAt, retracted + 1);
  }

  /** Whether this number is one of 1, 10, 100, 1,000 …, at which somebody is told. */
  public static boolean isMilestone(int number) {
    int rest = number;
    while (rest >= 10 && rest % 10 == 0) {
      rest /= 10;
    }
    return rest == 1;
  }
}
