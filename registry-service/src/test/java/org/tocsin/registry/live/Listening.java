package org.tocsin.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A client of a stream: reads it as the standard says, in a thread of its own, until closed. */
final class Listening implements AutoCloseable {

  /**
   * What came.
   *
   * @param id null where there was none
   */
  record Came(String name, String id, JsonNode data) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Came> came = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final HttpClient client;
  private final Stream<String> body;
  private volatile boolean ended;

  private Listening(HttpClient client, Stream<String> body) {
    this.client = client;
    this.body = body;
    Thread.ofVirtual().start(this::read);
  }

  static Listening to(String path, String user, String password, String lastEventId) {
    try {
      HttpClient client = HttpClient.newHttpClient();
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
              .header("Accept", "text/event-stream")
              .header(
                  "Authorization",
                  "Basic "
                      + Base64.getEncoder()
                          .encodeToString(
                              (user + ":" + password).getBytes(StandardCharsets.UTF_8)));
      if (lastEventId != null) {
        request.header("Last-Event-ID", lastEventId);
      }
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      assertEquals(200, answer.statusCode());
      assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
      return new Listening(client, answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  List<Came> came() {
    return List.copyOf(came);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  boolean hasEnded() {
    return ended;
  }

  /** The last id that came; null where none did. */
  String lastId() {
    return came.stream().map(Came::id).filter(id -> id != null).reduce((a, b) -> b).orElse(null);
  }

  private void read() {
    var block = new ArrayList<String>();
    try {
      body.forEach(
          line -> {
            lines.add(line);
            if (!line.isEmpty()) {
              block.add(line);
              return;
            }
            if (!block.isEmpty()) {
              came.add(new Came(field(block, "event"), field(block, "id"), data(block)));
              block.clear();
            }
          });
    } catch (UncheckedIOException hungUp) {
      // The test has closed the connection.
      ended = true;
    }
    ended = true;
  }

  private static JsonNode data(List<String> block) {
    try {
      String data = field(block, "data");
      return data == null ? null : JSON.readTree(data);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private static String field(List<String> block, String name) {
    return block.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
