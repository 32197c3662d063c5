package org.tocsin.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tocsin as a user starts it: the launcher as a process of its own, on free ports and a data folder
 * that is given.
 */
final class RunningCluster implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration READY = Duration.ofMinutes(7);
  private static final Path LAUNCHER =
      Path.of("..", "cluster", "target").toAbsolutePath().normalize();

  private final Path data;
  private final Process process;
  private final JsonNode addresses;

  private RunningCluster(Path data, Process process, JsonNode addresses) {
    this.data = data;
    this.process = process;
    this.addresses = addresses;
  }

  /** Starts on the data folder, empty or used before, and waits until it says that it is ready. */
  static RunningCluster start(Path data, int portBase) throws IOException, InterruptedException {
    return start(data, portBase, Map.of());
  }

  /** The same with settings for the services, as environment variables. */
  static RunningCluster start(Path data, int portBase, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path output = data.resolveSibling(data.getFileName() + ".out");
    var launcher =
        new ProcessBuilder(command("up", "--data", data.toString(), "--port-base", "" + portBase))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    launcher.environment().putAll(settings);
    Process process = launcher.start();
    long deadline = System.nanoTime() + READY.toNanos();
    while (!Files.exists(data.resolve("cluster.json"))) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroy();
        throw new IllegalStateException("did not come up:\n" + Files.readString(output));
      }
      Thread.sleep(100);
    }
    return new RunningCluster(data, process, JSON.readTree(data.resolve("cluster.json").toFile()));
  }

  String address(String part) {
    return addresses.get(part).asText();
  }

  String partnerKey() {
    return addresses.at("/credentials/partner/apiKey").asText();
  }

  String password(String user) {
    return addresses.at("/credentials/staff/" + user).asText();
  }

  Path data() {
    return data;
  }

  /** Ends a part as a crash would, without asking it. */
  void killAtOnce(String part) {
    find(part).destroyForcibly();
  }

  /** Asks a part to end (SIGTERM); the launcher starts it again. */
  void terminate(String part) {
    find(part).destroy();
  }

  /** The process of a part, such as {@code intake-service}. */
  ProcessHandle find(String part) {
    return process
        .descendants()
        .filter(child -> commandLine(child).contains(part))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no process of " + part));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the launcher did not stop within a minute");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Whole where the system shows it in a file; Java cuts long ones off. */
  static String commandLine(ProcessHandle process) {
    Path shown = Path.of("/proc", "" + process.pid(), "cmdline");
    try {
      return Files.exists(shown)
          ? Files.readString(shown).replace('\0', ' ')
          : String.join(" ", process.info().arguments().orElse(new String[0]));
    } catch (IOException ended) {
      return "";
    }
  }

  /** The launcher with these arguments. */
  static List<String> command(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-cp",
            LAUNCHER + "/cluster.jar:" + LAUNCHER + "/lib/*",
            "org.tocsin.cluster.Launcher"));
    command.addAll(List.of(arguments));
    return command;
  }
}
