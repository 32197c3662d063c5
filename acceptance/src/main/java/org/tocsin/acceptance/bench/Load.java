package org.tocsin.acceptance.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Requests over a fixed number of kept connections; all of it runs on one event loop. */
final class Load implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final int connections;

  Load(int connections) {
    this.connections = connections;
  }

  /** Each connection sends as soon as it has its answer. */
  Measured closed(Target target, Supplier<Posts.Post> posts, Duration time) {
    return run(target, posts, new Run(time, 0, Optional.empty()));
  }

  /**
   * Requests begin at fixed times, whether or not earlier ones are answered; a latency counts from
   * when the request should have begun, so that a stall is not left out.
   */
  Measured open(Target target, Supplier<Posts.Post> posts, Duration time, double perSecond) {
    return run(target, posts, new Run(time, perSecond, Optional.empty()));
  }

  /** The same, told of the body of each answer. */
  Measured open(
      Target target,
      Supplier<Posts.Post> posts,
      Duration time,
      double perSecond,
      Consumer<String> answered) {
    return run(target, posts, new Run(time, perSecond, Optional.of(answered)));
  }

  /** The state of one run; touched on the event loop only. */
  private static final class Run {
    final long nanos;
    final double perSecond;
    final Histogram latencies = new Histogram(3);
    final Optional<Consumer<String>> answered;
    final CompletableFuture<Measured> over = new CompletableFuture<>();
    long begin;
    long sent;
    long underWay;
    long good;
    long bad;

    Run(Duration time, double perSecond, Optional<Consumer<String>> answered) {
      this.nanos = time.toNanos();
      this.perSecond = perSecond;
      this.answered = answered;
    }

    boolean isOver(long now) {
      return now - begin >= nanos;
    }
  }

  private Measured run(Target target, Supplier<Posts.Post> posts, Run run) {
    var options =
        new HttpClientOptions()
            .setDefaultHost(LOOPBACK)
            .setDefaultPort(target.port())
            .setMaxPoolSize(connections)
            .setPipelining(false)
            // Before the service gives up on a silent connection, or a request meets its end.
            .setKeepAliveTimeout(20)
            .setTcpNoDelay(true);
    var context = vertx.getOrCreateContext();
    var client = new CompletableFuture<HttpClient>();
    context.runOnContext(
        begin -> {
          client.complete(vertx.createHttpClient(options));
          run.begin = System.nanoTime();
          if (run.perSecond == 0) {
            for (int i = 0; i < connections; i++) {
              next(client.join(), target, posts, run);
            }
          } else {
            vertx.setPeriodic(1, timer -> due(client.join(), target, posts, run, timer));
          }
        });
    try {
      return run.over.get(run.nanos + LAST_ANSWERS.toNanos(), TimeUnit.NANOSECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the load did not end: is the service alive?", e);
    } finally {
      client.join().close();
    }
  }

  private void next(HttpClient client, Target target, Supplier<Posts.Post> posts, Run run) {
    long now = System.nanoTime();
    if (run.isOver(now)) {
      finish(run, now);
      return;
    }
    send(client, target, posts, run, now, () -> next(client, target, posts, run));
  }

  private void due(
      HttpClient client, Target target, Supplier<Posts.Post> posts, Run run, long timer) {
    long now = System.nanoTime();
    if (run.isOver(now)) {
      vertx.cancelTimer(timer);
      finish(run, now);
      return;
    }
    for (long intended = intended(run); intended <= now; intended = intended(run)) {
      run.sent++;
      send(client, target, posts, run, intended, () -> finish(run, System.nanoTime()));
    }
  }

  private static long intended(Run run) {
    return run.begin + Schedule.nanos(run.sent, run.perSecond);
  }

  private static void send(
      HttpClient client,
      Target target,
      Supplier<Posts.Post> posts,
      Run run,
      long intended,
      Runnable then) {
    run.underWay++;
    client
        .request(HttpMethod.POST, target.path())
        .compose(
            request -> {
              Posts.Post post = posts.get();
              target.headers().forEach(request::putHeader);
              request.putHeader("key", post.key());
              return request.send(Buffer.buffer(post.body()));
            })
        .compose(response -> read(response, run).map(response.statusCode()))
        .onComplete(
            answer -> {
              run.underWay--;
              if (answer.succeeded() && answer.result() / 100 == 2) {
                run.good++;
              } else {
                run.bad++;
              }
              run.latencies.recordValue(Math.max(1, (System.nanoTime() - intended) / 1_000));
              then.run();
            });
  }

  private static Future<?> read(HttpClientResponse response, Run run) {
    return run.answered.isPresent() && response.statusCode() / 100 == 2
        ? response.body().onSuccess(body -> run.answered.get().accept(body.toString()))
        : response.end();
  }

  private static void finish(Run run, long now) {
    if (run.underWay == 0 && run.isOver(now)) {
      run.over.complete(new Measured(run.good * 1e9 / (now - run.begin), run.latencies, run.bad));
    }
  }

  @Override
  public void close() {
    vertx.close();
  }
}
