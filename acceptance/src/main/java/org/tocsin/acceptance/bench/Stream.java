package org.tocsin.acceptance.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.parsetools.RecordParser;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One request of newline-delimited JSON, whose answer is read while it is sent. */
final class Stream implements AutoCloseable {

  private static final int PIECE = 64;
  private static final long PATIENCE_MINUTES = 10;
  private static final String GOOD = "\"status\":\"accepted\"";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  /** The state of one request; touched on the event loop only. */
  private static final class Sending {
    final long events;
    final CompletableFuture<Double> over = new CompletableFuture<>();
    final long begin = System.nanoTime();
    long sent;
    long answered;

    Sending(long events) {
      this.events = events;
    }
  }

  /**
   * Sends so many events.
   *
   * @return events a second, from the first byte to the last answer
   * @throws IllegalStateException if one of them is not answered as accepted
   */
  double send(Target target, Supplier<byte[]> posts, long events) {
    var sending = new Sending(events);
    var options = new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(target.port());
    vertx
        .createHttpClient(options)
        .request(HttpMethod.POST, target.path())
        .onFailure(sending.over::completeExceptionally)
        .onSuccess(
            request -> {
              target.headers().forEach(request::putHeader);
              request.putHeader("Content-Type", "application/x-ndjson").setChunked(true);
              answers(request, sending);
              request.drainHandler(drained -> write(request, posts, sending));
              write(request, posts, sending);
            });
    try {
      return sending.over.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException("the stream was not answered to its end", e);
    }
  }

  private static void write(HttpClientRequest request, Supplier<byte[]> posts, Sending sending) {
    while (sending.sent < sending.events && !request.writeQueueFull()) {
      Buffer piece = Buffer.buffer();
      for (int i = 0; i < PIECE && sending.sent < sending.events; i++, sending.sent++) {
        piece.appendBytes(posts.get()).appendByte((byte) '\n');
      }
      request.write(piece);
    }
    if (sending.sent == sending.events) {
      sending.sent++;
      request.end();
    }
  }

  private static void answers(HttpClientRequest request, Sending sending) {
    request
        .response()
        .onFailure(sending.over::completeExceptionally)
        .onSuccess(
            response -> {
              var lines = RecordParser.newDelimited("\n", line -> answered(line, sending));
              response.handler(lines);
              response.exceptionHandler(sending.over::completeExceptionally);
              response.endHandler(
                  end ->
                      sending.over.completeExceptionally(
                          new IllegalStateException(
                              "ended after " + sending.answered + " answers")));
            });
  }

  private static void answered(Buffer line, Sending sending) {
    if (!line.toString().contains(GOOD)) {
      sending.over.completeExceptionally(new IllegalStateException("answered " + line));
    }
    if (++sending.answered == sending.events) {
      sending.over.complete(sending.events * 1e9 / (System.nanoTime() - sending.begin));
    }
  }

  @Override
  public void close() {
    vertx.close();
  }
}
