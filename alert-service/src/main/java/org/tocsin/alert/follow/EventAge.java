package org.tocsin.alert.follow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tocsin.events.Event;
import org.tocsin.service.log.Logged;

/**
 * How old events are when they are decided: if that grows, alarms are late, whatever else looks
 * well. Metric {@code tocsin_alert_event_age_seconds}.
 */
@ApplicationScoped
public class EventAge {

  private final Timer ages;
  private final Clock clock = Clock.systemUTC();
  private volatile Instant lastRecorded;
  private volatile Instant lastDecided;

  EventAge(MeterRegistry meters) {
    ages =
        Timer.builder("tocsin.alert.event.age")
            .description(
                "From when the brokers recorded an event until it was decided and committed")
            .register(meters);
  }

  void decided(List<Logged<Event>> batch) {
    Instant now = clock.instant();
    batch.forEach(one -> ages.record(age(one.recordedAt(), now)));
    lastRecorded = batch.getLast().recordedAt();
    lastDecided = now;
  }

  /** How old the last event was when it was decided; zero if none was decided of late. */
  public Duration last(Instant now) {
    Instant decided = lastDecided;
    return decided == null || decided.isBefore(now.minusSeconds(60))
        ? Duration.ZERO
        : age(lastRecorded, decided);
  }

  /** Clocks of broker and service may differ a little. */
  private static Duration age(Instant recorded, Instant now) {
    return recorded.isAfter(now) ? Duration.ZERO : Duration.between(recorded, now);
  }
}
