package org.tocsin.alert.mail;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands where the registry stands: gives one brief for every case, or the status that a test asks
 * for. What the registry itself lets through is tested there.
 */
public final class RegistryResource implements QuarkusTestResourceLifecycleManager {

  /** A brief with what must never leave unencrypted. */
  static final String BRIEF =
      """
      {"caseId": "00000000-0000-8000-8000-000000000000", "disclosure": {"shown": "everything", "reason": "consent-granted"},
       "people": [{"kind": "person", "nationality": "LI", "names": [{"text": "Canary Éxample", "script": "Latn"}]}],
       "status": "detained",
       "acts": [{"actType": "torture", "severity": "extreme", "incidentState": "LI", "responsibleState": "LI",
                 "occurredAt": {"value": "2026-11-20", "precision": "day"}, "place": "Canary Square", "summary": "A canary sang.\\nTwice."}]}
      """;

  /**
   * What the test may set and see.
   *
   * @param status with which the registry answers
   * @param asked the questions, with the credential that came with each
   */
  public record Registry(AtomicInteger status, List<String> asked) {}

  private final Registry registry =
      new Registry(new AtomicInteger(200), new CopyOnWriteArrayList<>());
  private HttpServer server;
  private Path key;

  @Override
  public Map<String, String> start() {
    try {
      key =
          Files.writeString(
              Files.createTempFile("tocsin", "peer"), "tocsin-peer_" + "k".repeat(32));
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          URI uri = exchange.getRequestURI();
          registry
              .asked()
              .add(uri.getQuery() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
          int status = registry.status().get();
          byte[] body = (status == 200 ? BRIEF : "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return Map.of(
        "tocsin.registry.url",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "tocsin.peer.key-file",
        key.toString());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(registry, new TestInjector.MatchesType(Registry.class));
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
    try {
      Files.deleteIfExists(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
