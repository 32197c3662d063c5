package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How fast SMS go out at a short message centre that takes its time: one message under way at a
 * time against ten.
 */
final class SmppWindows {

  private static final Duration LATENCY = Duration.ofMillis(20);

  /** Until the services are compiled: before that they are slower than the centre. */
  private static final int WARM_UP = 1_500;

  private static final double GOAL = 3;

  private final Stand stand;
  private final StartedService intake;
  private final Sinks sinks;
  private final PostedAlerts posts;
  private final int messages;
  private final Acts acts = new Acts();

  /**
   * A comparison.
   *
   * @param messages of each
   */
  SmppWindows(Stand stand, StartedService intake, Sinks sinks, PostedAlerts posts, int messages) {
    this.stand = stand;
    this.intake = intake;
    this.sinks = sinks;
    this.posts = posts;
    this.messages = messages;
  }

  Ratio compare(Consumer<String> say) throws IOException, InterruptedException {
    double one = perSecond(1);
    double ten = perSecond(10);
    say.accept(
        "SMS a second at %d ms latency: window 1 %.0f, window 10 %.0f"
            .formatted(LATENCY.toMillis(), one, ten));
    return new Ratio("smpp-window", ten / one, GOAL);
  }

  @SuppressWarnings("try") // it is held open, not used
  private double perSecond(int window) throws IOException, InterruptedException {
    try (var service =
        stand.alert(sinks, AlertingPlans.BY_SMS, Map.of("TOCSIN_SMS_SMPP_WINDOW", "" + window))) {
      burst(WARM_UP);
      sinks.answerSmsAfter(LATENCY);
      return messages * 1e9 / burst(messages);
    } finally {
      sinks.answerSmsAfter(Duration.ZERO);
    }
  }

  /** From the first POST to the last SMS, in nanoseconds. */
  private long burst(int count) throws IOException, InterruptedException {
    Target target = stand.intakeTarget(intake);
    sinks.clear();
    long begin = System.nanoTime();
    posts.all(PostedAlerts.address(target), target.headers(), n -> acts.killing(), count);
    return sinks.await(count, Sinks.Arrival::sms).stream()
            .mapToLong(Sinks.Arrival::at)
            .max()
            .orElseThrow()
        - begin;
  }
}
