package org.tocsin.alert.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests by HTTP/1.1, with TLS where the address says https. Follows no redirects. Safe for
 * many threads, each of which waits for its own answer.
 */
public final class Posting implements AutoCloseable {

  /** Longer answers are none that we read. */
  private static final int LONGEST_ANSWER = 65_536;

  private static final int CONNECTIONS = 16;
  private static final int IDLE_SECONDS = 15;

  private final HttpClient client;
  private final Duration patience;

  /**
   * A client.
   *
   * @param trust certificates (PEM) that are trusted instead of those that Java trusts
   * @param patience how long a connection may take, and how long an answer
   */
  public Posting(Vertx vertx, Optional<Path> trust, Duration patience) {
    this.patience = patience;
    var options =
        new HttpClientOptions()
            .setConnectTimeout((int) patience.toMillis())
            .setKeepAliveTimeout(IDLE_SECONDS)
            .setVerifyHost(true);
    trust.ifPresent(
        file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /**
   * An answer.
   *
   * @param body empty if it was too long, or broke off
   */
  public record Answer(int status, String body) {}

  /**
   * Sends one.
   *
   * @param at to which of the host's addresses; empty for any. The certificate has to name the host
   *     all the same
   * @throws PostException if there was no answer in time
   */
  public Answer post(URI url, Optional<InetAddress> at, Map<String, String> headers, byte[] body)
      throws PostException {
    boolean tls = url.getScheme().equals("https");
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(url.getHost())
            .setPort(port)
            .setSsl(tls)
            .setURI((url.getRawPath().isEmpty() ? "/" : url.getRawPath()) + query)
            .setFollowRedirects(false);
    at.ifPresent(
        address ->
            options.setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress())));
    headers.forEach(options::putHeader);
    var reading = new Reading();
    HttpClientRequest request = connected(options);
    request
        .send(Buffer.buffer(body))
        .onSuccess(reading::begin)
        .onFailure(reading.whole::completeExceptionally);
    try {
      return reading.whole.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new PostException(true, "the connection broke");
    } catch (TimeoutException e) {
      request.reset();
      if (reading.status > 0) {
        return new Answer(reading.status, "");
      }
      throw new PostException(true, "no answer in time");
    } catch (InterruptedException e) {
      request.reset();
      Thread.currentThread().interrupt();
      throw new PostException(true, "interrupted");
    }
  }

  private HttpClientRequest connected(RequestOptions options) throws PostException {
    Future<HttpClientRequest> connecting = client.request(options);
    try {
      return connecting
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new PostException(false, "it cannot be reached");
    } catch (TimeoutException e) {
      connecting.onSuccess(HttpClientRequest::reset);
      throw new PostException(false, "it cannot be reached in time");
    } catch (InterruptedException e) {
      connecting.onSuccess(HttpClientRequest::reset);
      Thread.currentThread().interrupt();
      throw new PostException(false, "interrupted");
    }
  }

  /**
   * An answer that is coming, read by the thread of its connection. It counts by its status,
   * whatever becomes of the rest.
   */
  private static final class Reading {

    private final CompletableFuture<Answer> whole = new CompletableFuture<>();
    private final Buffer text = Buffer.buffer();
    private volatile int status;

    void begin(HttpClientResponse response) {
      status = response.statusCode();
      response.exceptionHandler(failed -> whole.complete(new Answer(status, "")));
      response.endHandler(end -> whole.complete(new Answer(status, text.toString())));
      response.handler(
          piece -> {
            text.appendBuffer(piece);
            if (text.length() > LONGEST_ANSWER) {
              whole.complete(new Answer(status, ""));
              response.request().reset();
            }
          });
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
