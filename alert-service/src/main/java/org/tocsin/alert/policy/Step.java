package org.tocsin.alert.policy;

import java.time.Duration;
import java.util.Set;
import org.tocsin.alert.decision.Decision.Channel;

/**
 * One step of a policy.
 *
 * @param after how long after the alert was raised, while nobody has acknowledged it as asked
 * @param tell whom
 * @param channels by which of the channels that the news may use; empty for all of them
 * @param every pause between repetitions
 * @param times how often it is repeated
 */
public record Step(Duration after, Target tell, Set<Channel> channels, Duration every, int times) {

  public Step {
    channels = Set.copyOf(channels);
    if (after.isNegative() || times < 0 || times > 0 && !every.isPositive()) {
      throw new IllegalArgumentException("A step comes after the alert, repetitions after it");
    }
  }
}
