package org.tocsin.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The page that shows the health of every part and what the sinks received: {@code /}, {@code
 * /status}, {@code /inbox}.
 */
public final class StatusPage implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpServer server;

  private StatusPage(HttpServer server) {
    this.server = server;
  }

  /**
   * Serves on loopback.
   *
   * @param health asked at each look
   * @param inbox asked at each look
   */
  public static StatusPage start(
      String address, int port, Supplier<List<PartHealth>> health, Supplier<JsonNode> inbox) {
    try {
      var server = HttpServer.create(new InetSocketAddress(address, port), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", exchange -> answer(exchange, "/", () -> page()));
      server.createContext(
          "/status",
          exchange ->
              json(exchange, "/status", () -> JSON.valueToTree(Map.of("parts", health.get()))));
      server.createContext("/inbox", exchange -> json(exchange, "/inbox", inbox));
      server.start();
      return new StatusPage(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void json(HttpExchange exchange, String path, Supplier<JsonNode> body)
      throws IOException {
    answer(
        exchange,
        path,
        () ->
            new Answer("application/json", body.get().toString().getBytes(StandardCharsets.UTF_8)));
  }

  private record Answer(String mediaType, byte[] body) {}

  private static Answer page() {
    try (var in = StatusPage.class.getResourceAsStream("page.html")) {
      return new Answer("text/html; charset=utf-8", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, String path, Supplier<Answer> answer)
      throws IOException {
    try (exchange) {
      if (!isLoopback(exchange.getRequestHeaders().getFirst("Host"))) {
        // A page elsewhere whose name was pointed at loopback must not read the inbox through the
        // user's browser.
        exchange.sendResponseHeaders(421, -1);
      } else if (!exchange.getRequestURI().getPath().equals(path)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
      } else {
        Answer given = answer.get();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", given.mediaType());
        headers.set("Cache-Control", "no-store");
        headers.set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'");
        exchange.sendResponseHeaders(200, given.body().length);
        exchange.getResponseBody().write(given.body());
      }
    }
  }

  private static boolean isLoopback(String host) {
    return host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
  }
}
