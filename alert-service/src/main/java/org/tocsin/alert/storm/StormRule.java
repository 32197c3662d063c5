package org.tocsin.alert.storm;

import java.time.Duration;

/**
 * When a storm begins and ends (DOMAIN.md, section 7, rule 7).
 *
 * @param alone how many severe alerts of one State and act type are told one by one
 * @param window within what time; a storm is over when nothing has joined it for so long
 */
public record StormRule(int alone, Duration window) {

  public StormRule {
    if (alone < 1 || !window.isPositive()) {
      throw new IllegalArgumentException("a storm begins after at least one alert, within a time");
    }
  }
}
