package org.tocsin.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Somebody who calls Tocsin over REST with a credential: a partner or one of the staff. */
final class Person {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** No answer takes so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String authorization;

  Person(String authorization) {
    this.authorization = authorization;
  }

  static Person partner(RunningCluster cluster) {
    return new Person("Bearer " + cluster.partnerKey());
  }

  static Person staff(RunningCluster cluster, String user) {
    return staff(user, cluster.password(user));
  }

  static Person staff(String user, String password) {
    String plain = user + ":" + password;
    return new Person(
        "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
  }

  /** The answer's body; fails if the status is not 200. */
  JsonNode get(String url) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request(url).GET().build());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(url + " answered " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }

  /** The status of the answer. */
  int status(String url) throws IOException, InterruptedException {
    return send(request(url).GET().build()).statusCode();
  }

  /** The answer's body as it is. */
  String text(String url) throws IOException, InterruptedException {
    return send(request(url).GET().build()).body();
  }

  /** Posts a CloudEvent in structured mode. */
  HttpResponse<String> post(String url, String event) throws IOException, InterruptedException {
    return send(
        request(url)
            .header("Content-Type", "application/cloudevents+json")
            .POST(BodyPublishers.ofString(event))
            .build());
  }

  /** Posts nothing, where the address says it all; the status of the answer. */
  int post(String url) throws IOException, InterruptedException {
    return send(request(url).POST(BodyPublishers.noBody()).build()).statusCode();
  }

  /** Posts JSON on the page as it is now: the page's tag goes back with it. */
  HttpResponse<String> decide(String page, String decision)
      throws IOException, InterruptedException {
    String tag =
        send(request(page).GET().build())
            .headers()
            .firstValue("ETag")
            .orElseThrow(() -> new IllegalStateException(page + " has no tag"));
    return send(
        request(page + "/decisions")
            .header("Content-Type", "application/json")
            .header("If-Match", tag)
            .POST(BodyPublishers.ofString(decision))
            .build());
  }

  /** Posts many events, one a line; the answer's lines. */
  List<String> postAll(String url, List<String> events) throws IOException, InterruptedException {
    return send(request(url)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(String.join("\n", events)))
            .build())
        .body()
        .lines()
        .toList();
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(PATIENCE)
        .header("Authorization", authorization);
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
