package org.tocsin.alert.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.tocsin.alert.decision.Decision;
import org.tocsin.events.alerting.AlertStep;
import org.tocsin.events.vocabulary.Severity;

/**
 * Measures the steps that go to the brokers: each is counted once in all instances together, by the
 * one that sends it. Add the instances up.
 */
@ApplicationScoped
class StepMeters {

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(2),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1)
  };

  private static final String HAND_OVER = "tocsin.alert.hand.over";
  private static final String RECEIPT = "tocsin.alert.receipt";
  private static final String ACKNOWLEDGEMENT = "tocsin.alert.acknowledgement";

  private final MeterRegistry meters;

  /** All are there from the start, so that the first of a kind is seen as a rise. */
  StepMeters(MeterRegistry meters) {
    this.meters = meters;
    for (Severity severity : Severity.values()) {
      acknowledgement(severity);
      for (Decision.Channel channel : Decision.Channel.values()) {
        ofMessage(HAND_OVER, name(channel.name()), severity);
        ofMessage(RECEIPT, name(channel.name()), severity);
      }
    }
    for (AlertStep step : AlertStep.values()) {
      steps(step);
    }
    for (Decision.Channel channel : Decision.Channel.values()) {
      undelivered(name(channel.name()));
    }
  }

  /** Measures a step that the brokers have. */
  void count(OutboxRows.Waiting one) {
    AlertStep step = one.event().step();
    steps(step).increment();
    one.event()
        .message()
        .ifPresent(
            message -> {
              if (step == AlertStep.HANDED_OVER) {
                record(
                    ofMessage(HAND_OVER, message.channel(), one.urgency()), one.plannedFor(), one);
              } else if (step == AlertStep.DELIVERED) {
                record(ofMessage(RECEIPT, message.channel(), one.urgency()), one.handedAt(), one);
              } else if (step == AlertStep.FAILED && one.handedAt() != null) {
                undelivered(message.channel()).increment();
              }
            });
    if (step == AlertStep.ACKNOWLEDGED) {
      record(acknowledgement(one.urgency()), one.raisedAt(), one);
    }
  }

  private static void record(Timer timer, Instant since, OutboxRows.Waiting one) {
    if (since != null) {
      Duration time = Duration.between(since, one.event().at());
      timer.record(time.isNegative() ? Duration.ZERO : time);
    }
  }

  private Timer ofMessage(String name, String channel, Severity severity) {
    return Timer.builder(name)
        .description(
            name.equals(HAND_OVER)
                ? "From when a message should have gone until a provider had it"
                : "From the hand-over of a message until its receipt said that it arrived")
        .tags("channel", channel, "severity", severity.code())
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }

  private Timer acknowledgement(Severity severity) {
    return Timer.builder(ACKNOWLEDGEMENT)
        .description("From when an alert was raised until a human acknowledged it")
        .tags("severity", severity.code())
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }

  private Counter steps(AlertStep step) {
    return Counter.builder("tocsin.alert.steps")
        .description("Steps of alerts and messages that alert-events has")
        .tags("state", step.code())
        .register(meters);
  }

  private Counter undelivered(String channel) {
    return Counter.builder("tocsin.alert.undelivered")
        .description("Messages that were handed over and, as the receipt says, will not arrive")
        .tags("channel", channel)
        .register(meters);
  }

  private static String name(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }
}
