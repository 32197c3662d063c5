package org.tocsin.cluster.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One service of Tocsin as a child process that is started again when it dies. */
final class Service implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final long STOP_SECONDS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final String name;
  private final int port;
  private final Path data;
  private final ProcessBuilder command;
  private final Consumer<String> console;
  private volatile Process process;
  private volatile boolean closed;

  /**
   * Not started yet.
   *
   * @param jar the service's runnable jar
   * @param settings its configuration as environment variables, secrets among them
   * @param console told, in one line, when it dies
   */
  Service(
      String name,
      int port,
      DataFolder data,
      Path jar,
      Map<String, String> settings,
      Consumer<String> console) {
    this.name = name;
    this.port = port;
    this.data = data.path();
    this.console = console;
    this.command =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-Dtocsin.data=" + data.path(),
                    "-jar",
                    jar.toString()))
            .directory(data.sub("run/" + name).toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.sub("logs").resolve(name + ".log").toFile()));
    command.environment().putAll(settings);
    command.environment().put("QUARKUS_HTTP_PORT", "" + port);
  }

  String name() {
    return name;
  }

  String url() {
    return "http://localhost:" + port;
  }

  void start() {
    launch();
    Thread.ofVirtual().start(this::watch);
  }

  /** Whether all its readiness checks pass. */
  boolean isReady() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url() + "/q/health/ready"))
              .timeout(Duration.ofSeconds(3))
              .build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void launch() {
    if (closed) {
      return;
    }
    try {
      process = command.start();
      Leftovers.remember(data, name, process.toHandle());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void watch() {
    long pause = 1_000;
    try {
      while (!closed) {
        int code = process.waitFor();
        if (!closed) {
          console.accept(
              name
                  + " ended by itself (code "
                  + code
                  + "); starting it again, see logs/"
                  + name
                  + ".log");
          Thread.sleep(pause);
          pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
          launch();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
