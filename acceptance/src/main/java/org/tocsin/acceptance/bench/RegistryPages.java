package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Asks the registry as staff do. */
final class RegistryPages implements AutoCloseable {

  private static final Pattern KNOWN_AT = Pattern.compile("\"knownAt\":\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;
  private final String desk;
  private final String ops;

  RegistryPages(int port, String desk, String ops) {
    this.address = "http://127.0.0.1:" + port;
    this.desk = desk;
    this.ops = ops;
  }

  String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", desk));
  }

  String asOps(String method, String path) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", ops)
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Up to when everything that was recorded is in a page now. */
  Instant knownAt() throws IOException, InterruptedException {
    Matcher found = KNOWN_AT.matcher(get("/v1/focal-point"));
    if (!found.find()) {
      throw new IllegalStateException("the page does not say its knownAt");
    }
    return Instant.parse(found.group(1));
  }

  /** Latencies of pages asked for one after the other, in microseconds; the first do not count. */
  Histogram latencies(IntFunction<String> path, int warmUp, int pages)
      throws IOException, InterruptedException {
    var latencies = new Histogram(3);
    for (int i = -warmUp; i < pages; i++) {
      long begin = System.nanoTime();
      get(path.apply(Math.floorMod(i, 1_000_000)));
      if (i >= 0) {
        latencies.recordValue((System.nanoTime() - begin) / 1_000);
      }
    }
    return latencies;
  }

  @Override
  public void close() {
    client.close();
  }
}
