package org.tocsin.cluster.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tocsin.cluster.jvm.ChildJvm;

/** One service of Tocsin as a child process that is started again when it dies. */
final class Service implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final long STOP_SECONDS = 10;

  private final String name;
  private final int port;
  private final Path data;
  private final ProcessBuilder command;
  private final Consumer<String> console;
  private Kept<Running> kept;

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
                ChildJvm.command(
                    Stream.concat(
                            ServiceJvm.OPTIONS.stream(),
                            Stream.of("-Dtocsin.data=" + data.path(), "-jar", jar.toString()))
                        .toList()))
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
    kept = new Kept<>(name, this::launch, running -> running.process().toHandle(), console);
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
    kept.close();
  }

  private Running launch() {
    try {
      Process process = command.start();
      Leftovers.remember(data, name, process.toHandle());
      return new Running(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Running(Process process) implements AutoCloseable {

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
