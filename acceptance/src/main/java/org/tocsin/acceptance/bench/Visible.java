package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
  private static final Duration LAST = Duration.ofSeconds(10);

  /** So many posts wait for an answer at a time; intake takes no more than 2,000 connections. */
  private static final int CONNECTIONS = 200;

  /** Between two looks, so that looking does not take the time of what is looked at. */
  private static final Duration REST = Duration.ofMillis(5);

  private record Accepted(Instant recordedAt, long nanos) {}

  private record Seen(Instant knownAt, long nanos) {}

  private Visible() {}

  /** The lags in microseconds, of single posts at this rate. */
  static Histogram lags(
      Target intake, Supplier<byte[]> bodies, RegistryPages pages, int perSecond, Duration time)
      throws InterruptedException, IOException {
    Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    var places = new Semaphore(CONNECTIONS);
    var seen = new ArrayList<Seen>();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var clock = Executors.newSingleThreadScheduledExecutor()) {
      long count = perSecond * time.toSeconds();
      long begin = System.nanoTime();
      clock.execute(
          () -> {
            for (long i = 0; i < count; i++) {
              long due = begin + i * 1_000_000_000L / perSecond;
              long wait = due - System.nanoTime();
              if (wait > 0) {
                LockSupport.parkNanos(wait);
              }
              places.acquireUninterruptibly();
              threads.execute(
                  () -> {
                    try {
                      post(client, intake, bodies.get(), accepted);
                    } finally {
                      places.release();
                    }
                  });
            }
          });
      Instant last = Instant.MAX;
      long end = begin + time.plus(LAST).toNanos();
      while (System.nanoTime() < end) {
        seen.add(new Seen(pages.knownAt(), System.nanoTime()));
        if (accepted.size() == count && last.equals(Instant.MAX)) {
          last = accepted.stream().map(Accepted::recordedAt).max(Instant::compareTo).orElseThrow();
        }
        if (!last.equals(Instant.MAX) && !seen.getLast().knownAt.isBefore(last)) {
          break;
        }
        Thread.sleep(REST);
      }
      if (accepted.size() < count) {
        throw new IllegalStateException(
            "%d of %d posts were answered in time".formatted(accepted.size(), count));
      }
      clock.shutdown();
      clock.awaitTermination(1, TimeUnit.MINUTES);
    }
    return lags(List.copyOf(accepted), seen);
  }

  private static void post(
      HttpClient client, Target intake, byte[] body, Queue<Accepted> accepted) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + intake.port() + intake.path()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    intake.headers().forEach(request::header);
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      Matcher recorded = RECORDED_AT.matcher(answer.body());
      if (answer.statusCode() != 202 || !recorded.find()) {
        throw new IllegalStateException("answered " + answer.statusCode());
      }
      accepted.add(new Accepted(Instant.parse(recorded.group(1)), System.nanoTime()));
    } catch (IOException e) {
      throw new IllegalStateException("intake went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Histogram lags(List<Accepted> accepted, List<Seen> seen) {
    var lags = new Histogram(3);
    for (Accepted event : accepted) {
      long at =
          seen.stream()
              .filter(answer -> !answer.knownAt.isBefore(event.recordedAt))
              .mapToLong(Seen::nanos)
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("an event was not seen in time"));
      lags.recordValue(Math.max(1, (at - event.nanos) / 1_000));
    }
    return lags;
  }
}
