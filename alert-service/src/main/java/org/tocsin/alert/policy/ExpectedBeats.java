package org.tocsin.alert.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be heard of regularly, so that silence is noticed (DOMAIN.md, section 7, rule 10).
 *
 * @param tests the regular test message; empty if none is sent
 * @param partners by organisation: the longest time between two beats
 */
public record ExpectedBeats(Optional<TestMessages> tests, Map<String, Duration> partners) {

  /** Nothing is expected. */
  public static final ExpectedBeats NONE = new ExpectedBeats(Optional.empty(), Map.of());

  public ExpectedBeats {
    partners = Collections.unmodifiableMap(new LinkedHashMap<>(partners));
  }
}
