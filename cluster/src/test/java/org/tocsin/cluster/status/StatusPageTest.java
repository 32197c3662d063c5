package org.tocsin.cluster.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.FreePorts;

/** The status page as a browser sees it. */
class StatusPageTest {

  private final int port = FreePorts.one();
  private final StatusPage page =
      StatusPage.start(
          "127.0.0.1",
          port,
          () -> List.of(new PartHealth("kafka", true, "127.0.0.1:9092")),
          () -> JsonNodeFactory.instance.objectNode().put("secret", "canary"));

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void aForeignNameThatPointsAtLoopbackReadsNothing() throws IOException {
    String answer = get("/inbox", "attacker.example.org");
    assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    assertFalse(answer.contains("canary"));
  }

  @Test
  void theInboxAndTheHealthOfEveryPartAreJson() throws IOException {
    assertTrue(get("/inbox", "localhost:" + port).endsWith("{\"secret\":\"canary\"}"));
    String status = get("/status", "127.0.0.1:" + port);
    assertTrue(status.contains("\"name\":\"kafka\"") && status.contains("\"up\":true"), status);
  }

  @Test
  void thePageRunsNothingFromElsewhere() throws IOException {
    String answer = get("/", "localhost");
    assertTrue(answer.contains("default-src 'none'"), answer);
    assertEquals(1, answer.split("<script", -1).length - 1);
  }

  @Test
  void otherPathsAreNotFound() throws IOException {
    assertTrue(get("/inbox/other", "localhost").startsWith("HTTP/1.1 404"));
  }

  /** A bare socket, because the JDK's client does not let a caller choose the Host header. */
  private String get(String path, String host) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
