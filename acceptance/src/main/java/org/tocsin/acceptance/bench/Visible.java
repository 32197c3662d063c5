package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * How long after its 202 an event is in the registry's answers: those answers name their {@code
 * knownAt}, and an event is in when that has reached its {@code recordedAt}.
 */
final class Visible {

  private static final Pattern RECORDED_AT = Pattern.compile("\"recordedAt\":\"([^\"]+)\"");

  /** So long after the last answer everything must be in. */
  private static final Duration LAST = Duration.ofSeconds(30);

  /** So many posts wait for an answer at a time; intake takes no more than 2,000 connections. */
  private static final int CONNECTIONS = 200;

  /** Between two looks, so that looking does not take the time of what is looked at. */
  private static final Duration REST = Duration.ofMillis(10);

  private record Accepted(Instant recordedAt, long nanos) {}

  private record Seen(Instant knownAt, long nanos) {}

  private Visible() {}

  /**
   * The lags in microseconds, of single posts at this rate.
   *
   * @param warmUp so long it goes on before anything counts
   */
  static Histogram lags(
      Target intake,
      Supplier<byte[]> bodies,
      RegistryPages pages,
      int perSecond,
      Duration warmUp,
      Duration time)
      throws InterruptedException, IOException {
    Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    var seen = new ArrayList<Seen>();
    try (var load = new Load(CONNECTIONS)) {
      long begin = System.nanoTime();
      CompletableFuture<Measured> posted =
          CompletableFuture.supplyAsync(
              () ->
                  load.open(
                      intake,
                      () -> new Posts.Post(bodies.get(), ""),
                      warmUp.plus(time),
                      perSecond,
                      answer -> accepted.add(new Accepted(recordedAt(answer), System.nanoTime()))));
      while (!posted.isDone()) {
        look(pages, seen);
      }
      if (posted.join().failures() > 0) {
        throw new IllegalStateException(posted.join().failures() + " posts were not taken");
      }
      Instant last =
          accepted.stream().map(Accepted::recordedAt).max(Instant::compareTo).orElseThrow();
      long end = System.nanoTime() + LAST.toNanos();
      while (seen.getLast().knownAt.isBefore(last) && System.nanoTime() < end) {
        look(pages, seen);
      }
      long counted = begin + warmUp.toNanos();
      return lags(accepted.stream().filter(one -> one.nanos >= counted).toList(), seen);
    }
  }

  private static void look(RegistryPages pages, List<Seen> seen)
      throws IOException, InterruptedException {
    seen.add(new Seen(pages.knownAt(), System.nanoTime()));
    Thread.sleep(REST);
  }

  private static Instant recordedAt(String answer) {
    Matcher recorded = RECORDED_AT.matcher(answer);
    if (!recorded.find()) {
      throw new IllegalStateException("an answer without recordedAt");
    }
    return Instant.parse(recorded.group(1));
  }

  private static Histogram lags(List<Accepted> accepted, List<Seen> seen) {
    var lags = new Histogram(3);
    int at = 0;
    for (Accepted event :
        accepted.stream().sorted(Comparator.comparing(Accepted::recordedAt)).toList()) {
      while (at < seen.size() && seen.get(at).knownAt.isBefore(event.recordedAt)) {
        at++;
      }
      if (at == seen.size()) {
        throw new IllegalStateException("an event was not seen in time");
      }
      lags.recordValue(Math.max(1, (seen.get(at).nanos - event.nanos) / 1_000));
    }
    return lags;
  }
}
