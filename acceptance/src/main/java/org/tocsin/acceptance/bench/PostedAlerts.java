package org.tocsin.acceptance.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Posts one alert a request over kept connections, the same for ours and for the yardstick. */
final class PostedAlerts implements AutoCloseable {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int AT_ONCE = 32;

  /**
   * One request.
   *
   * @param begin {@link System#nanoTime} when it was sent
   * @param answered and when it was answered
   */
  record Posted(long begin, long answered, String body) {

    /** The case of an event that intake has taken. */
    String caseId() throws IOException {
      return JSON.readTree(body).path("caseId").asText();
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  static URI address(Target target) {
    return URI.create("http://127.0.0.1:" + target.port() + target.path());
  }

  static URI alertsOf(StartedService alertService) {
    return URI.create("http://127.0.0.1:" + alertService.port() + "/v1/alerts");
  }

  Posted one(URI address, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    long begin = System.nanoTime();
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException("answered " + answer.statusCode() + " " + answer.body());
    }
    return new Posted(begin, System.nanoTime(), answer.body());
  }

  /** So many, several at a time; in their order. */
  List<Posted> all(URI address, Map<String, String> headers, IntFunction<String> body, int count)
      throws InterruptedException {
    var under = new ArrayList<Future<Posted>>();
    for (int n = 0; n < count; n++) {
      String text = body.apply(n);
      under.add(threads.submit((Callable<Posted>) () -> one(address, headers, text)));
    }
    try {
      var posted = new ArrayList<Posted>();
      for (Future<Posted> each : under) {
        posted.add(each.get());
      }
      return posted;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an alert was not taken", e.getCause());
    }
  }

  /** The reference of the alert of a case; empty while there is none. */
  String reference(URI alerts, String authorization, String caseId)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(alerts + "?case=" + caseId))
            .header("Authorization", authorization)
            .build();
    String answer = client.send(request, BodyHandlers.ofString()).body();
    return JSON.readTree(answer).path(0).path("reference").asText();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}
