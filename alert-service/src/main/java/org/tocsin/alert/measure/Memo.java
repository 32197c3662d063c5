package org.tocsin.alert.measure;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Asks the database at most once a second, however many gauges want to know. Safe for many threads.
 */
public final class Memo<T> {

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Question<T> question;
  private final Clock clock = Clock.systemUTC();
  private Optional<T> answer = Optional.empty();
  private Instant asked = Instant.MIN;

  /** What is asked. */
  public interface Question<T> {
    /** The answer now. */
    T ask() throws SQLException;
  }

  public Memo(Question<T> question) {
    this.question = question;
  }

  /** The answer; empty while the database does not answer. */
  public synchronized Optional<T> answer() {
    Instant now = clock.instant();
    if (now.isAfter(asked.plus(FRESH))) {
      asked = now;
      try {
        answer = Optional.of(question.ask());
      } catch (SQLException databaseAway) {
        answer = Optional.empty();
      }
    }
    return answer;
  }

  /** Registers a gauge of the answer; no number while the database does not answer. */
  public void gauge(
      MeterRegistry meters,
      String name,
      String description,
      ToDoubleFunction<T> value,
      String... tags) {
    Gauge.builder(name, this, memo -> memo.answer().map(value::applyAsDouble).orElse(Double.NaN))
        .description(description)
        .tags(tags)
        .register(meters);
  }
}
