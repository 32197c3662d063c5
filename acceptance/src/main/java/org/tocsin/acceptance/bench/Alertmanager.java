package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tocsin.cluster.fixture.FreePorts;

/**
 * The yardstick of alerting: Prometheus Alertmanager, each alert a group of its own that waits for
 * nothing, to two mailboxes. What it holds lies in memory until it is asked to end.
 */
final class Alertmanager implements AutoCloseable {

  private static final String PROGRAM = "prometheus-alertmanager";

  private static final String SETTINGS =
      """
      global:
        smtp_smarthost: 127.0.0.1:%d
        smtp_from: tocsin@example.org
        smtp_require_tls: false
      route:
        receiver: counsel
        group_by: ['...']
        group_wait: 0s
        group_interval: 5m
        repeat_interval: 4h
      receivers:
        - name: counsel
          email_configs:
            - {to: geneva@example.org, text: 'alert {{ .CommonLabels.n }}.', html: '', headers: {Subject: Tocsin}}
            - {to: new-york@example.org, text: 'alert {{ .CommonLabels.n }}.', html: '', headers: {Subject: Tocsin}}
      """;

  private final Process process;
  private final int port;

  private Alertmanager(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Where the program is; empty if it is not installed. */
  static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Alertmanager start(Path program, Path folder, int smtpPort)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path settings = folder.resolve("alertmanager.yml");
    Files.writeString(settings, SETTINGS.formatted(smtpPort));
    int port = FreePorts.one();
    var builder =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "--config.file=" + settings,
                    "--storage.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--cluster.listen-address=",
                    "--log.level=warn"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    var started = new Alertmanager(process, port);
    started.awaitReady(folder);
    return started;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
  }

  static String alert(int n) {
    return "[{\"labels\":{\"alertname\":\"act\",\"n\":\"%d\"}}]".formatted(n);
  }

  private void awaitReady(Path folder) throws IOException, InterruptedException {
    var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/ready")).build();
    try (var client = HttpClient.newHttpClient()) {
      for (int tries = 0; tries < 200 && process.isAlive(); tries++) {
        try {
          if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          // It has not opened its port.
        }
        Thread.sleep(100);
      }
    }
    close();
    throw new IllegalStateException(
        "Alertmanager did not start: " + Files.readString(folder.resolve("output.log")));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
