package org.tocsin.acceptance.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.tocsin.cluster.up.ServiceJvm;

/** A Quarkus service as a process of its own, started as the launcher does. */
public final class StartedService implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private StartedService(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until a path answers, whatever the status.
   *
   * @param folder its working directory; its output goes to a file there
   */
  public static StartedService start(
      Path jar, Path folder, int port, Map<String, String> environment, String path)
      throws IOException, InterruptedException {
    if (Files.notExists(jar)) {
      throw new IllegalStateException(
          jar + " is missing; start with ./tocsin bench, which builds it");
    }
    Files.createDirectories(folder);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ServiceJvm.OPTIONS);
    command.addAll(extraOptions());
    command.addAll(List.of("-jar", jar.toString()));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_HTTP_PORT", "" + port);
    Process process = builder.start();
    // Also where the bench is stopped by Ctrl-C.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    var service = new StartedService(process, port);
    service.awaitReady(path, folder);
    return service;
  }

  /** More options for a profile, such as a flight recording; separated by spaces. */
  private static List<String> extraOptions() {
    String more = System.getenv("TOCSIN_BENCH_JVM_OPTIONS");
    return more == null || more.isBlank() ? List.of() : List.of(more.split(" "));
  }

  public int port() {
    return port;
  }

  /** Halts the process where it is (SIGSTOP), or lets it go on (SIGCONT). */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  /** Ends it as a crash would (SIGKILL). */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The most memory that was resident so far, in MiB; empty where the system does not tell. */
  OptionalLong mostResidentMebibytes() throws IOException {
    Path status = Path.of("/proc", "" + process.pid(), "status");
    if (Files.notExists(status)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst();
  }

  private void awaitReady(String path, Path folder) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          int status = client.send(request, BodyHandlers.discarding()).statusCode();
          if (status != 503) {
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
        "a service did not start: " + Files.readString(folder.resolve("output.log")));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
