package org.tocsin.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.tocsin.cluster.up.Refusal;

/** The services' REST, as any client would use it. */
public final class Rest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  public JsonNode get(String url, String authorization) throws InterruptedException {
    return send(request(url, authorization).GET().build());
  }

  /** The same, or empty where there is nothing at this address yet. */
  public Optional<JsonNode> find(String url, String authorization) throws InterruptedException {
    return answer(request(url, authorization).GET().build());
  }

  /** Posts a CloudEvent in structured mode; the answer is intake's receipt. */
  public JsonNode post(String url, String authorization, JsonNode event)
      throws InterruptedException {
    return send(
        request(url, authorization)
            .header("Content-Type", "application/cloudevents+json")
            .POST(BodyPublishers.ofString(event.toString()))
            .build());
  }

  /** Sends a JSON body, or none, with any method; an answer without a body is a missing node. */
  public JsonNode send(String method, String url, String authorization, JsonNode body)
      throws InterruptedException {
    var publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    HttpRequest.Builder request = request(url, authorization).method(method, publisher);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return send(request.build());
  }

  private static HttpRequest.Builder request(String url, String authorization) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(PATIENCE)
        .header("Authorization", authorization);
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    HttpResponse<String> response = exchange(request);
    if (response.statusCode() == NOT_FOUND) {
      throw refusal(response);
    }
    return json(response);
  }

  /** What a problem document says to people; the whole body if it is none. */
  private static String explained(HttpResponse<String> response) {
    try {
      JsonNode problem = JSON.readTree(response.body());
      var text = new StringBuilder(problem.path("title").asText());
      text.append(". ").append(problem.path("detail").asText());
      problem
          .path("errors")
          .forEach(
              e ->
                  text.append(" ")
                      .append(e.path("detail").asText())
                      .append(" ")
                      .append(e.path("fix").asText()));
      return problem.has("title") ? text.toString() : response.body();
    } catch (IOException notJson) {
      return response.body();
    }
  }

  private Optional<JsonNode> answer(HttpRequest request) throws InterruptedException {
    HttpResponse<String> response = exchange(request);
    return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(json(response));
  }

  private HttpResponse<String> exchange(HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Refusal(
          request.uri()
              + " does not answer; is ./tocsin up still running? ("
              + e.getMessage()
              + ")");
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw refusal(response);
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new Refusal(response.uri() + " answered what is not JSON");
    }
  }

  private static Refusal refusal(HttpResponse<String> response) {
    return new Refusal(
        response.uri() + " answered " + response.statusCode() + ": " + explained(response));
  }
}
