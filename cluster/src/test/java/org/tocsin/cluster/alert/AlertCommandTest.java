package org.tocsin.cluster.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.Launcher;

/** The command says what it was asked, and ends with a code that a script can tell. */
class AlertCommandTest {

  private static final String ALERT =
      """
      {"id": "1", "reference": "T-4F9K2M7Q", "severity": "severe", "change": "detained", "raisedAt": "2026-11-20T10:00:00Z",
       "escalation": {"policy": "grave", "nextAt": "2026-11-20T10:05:00Z", "missingRoles": ["geneva"]}}""";

  private final List<String> asked = new ArrayList<>();
  private HttpServer service;
  private Path password;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    password = Files.writeString(folder.resolve("password"), "only-for-tests");
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void anAlertIsShownWithItsHistory() {
    var said = run(0, "show", "T-4F9K2M7Q");
    assertTrue(said.contains("OPEN, next at 2026-11-20T10:05:00Z, waits for [geneva]"), said);
    assertTrue(said.contains("geneva-1 by sms: arrived, says the provider"), said);
    assertEquals(
        List.of("GET /v1/alerts/T-4F9K2M7Q ", "GET /v1/alerts/T-4F9K2M7Q/timeline "), asked);
  }

  @Test
  void openAlertsAreListed() {
    assertTrue(run(0, "list", "--open").startsWith("T-4F9K2M7Q   severe"));
    assertEquals(List.of("GET /v1/alerts?limit=50&open=true "), asked);
  }

  @Test
  void severalAreAcknowledgedAndOneThatIsNotThereEndsIt() {
    var said = run(1, "ack", "T-4F9K2M7Q", "nonsense");
    assertTrue(said.contains("There is no alert with this id or reference."), said);
    assertEquals(
        List.of(
            "POST /v1/alerts/T-4F9K2M7Q/acknowledgement ",
            "POST /v1/alerts/nonsense/acknowledgement "),
        asked);
  }

  @Test
  void aSilenceSaysWhatUntilWhenAndWhy() {
    run(0, "silence", "--state", "LI", "--until", "2026-11-25T18:00:00Z", "--reason", "drill");
    assertEquals(
        List.of(
            "POST /v1/silences {\"state\":\"LI\",\"until\":\"2026-11-25T18:00:00Z\",\"reason\":\"drill\",\"includesExtreme\":false}"),
        asked);
  }

  @Test
  void wrongOptionsAskNothing() {
    run(2, "silence", "--state", "LI", "--reason", "drill");
    run(2, "silence", "--for", "2h", "--reason", "drill");
    assertTrue(
        run(2, "silence", "--state", "LI", "--for", "soon", "--reason", "drill").contains("90m"));
    run(2, "ack");
    assertTrue(run(1).contains("say what to do"));
    assertEquals(List.of(), asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    asked.add(
        exchange.getRequestMethod()
            + " "
            + path
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    boolean known = !path.contains("nonsense");
    byte[] body = (known ? body(path) : problem()).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String body(String path) {
    if (path.endsWith("/timeline")) {
      return "[{\"at\": \"2026-11-20T10:00:01Z\", \"text\": \"geneva-1 by sms: arrived, says the provider\"}]";
    }
    return path.contains("?") ? "[" + ALERT + "]" : ALERT;
  }

  private static String problem() {
    return "{\"title\": \"Not found\", \"detail\": \"There is no alert with this id or reference.\"}";
  }

  private String run(int code, String... arguments) {
    var said = new StringWriter();
    var all =
        Stream.concat(
                Stream.of("alert"),
                Stream.concat(
                    Arrays.stream(arguments),
                    Stream.of(
                        "--url",
                        "http://127.0.0.1:" + service.getAddress().getPort(),
                        "--password-file",
                        password.toString())))
            .toArray(String[]::new);
    var writer = new PrintWriter(said, true);
    assertEquals(code, Launcher.run(writer, writer, all), said::toString);
    return said.toString();
  }
}
