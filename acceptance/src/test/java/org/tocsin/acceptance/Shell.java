package org.tocsin.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What somebody pastes into a shell. */
final class Shell {

  private static final long PATIENCE_SECONDS = 180;

  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  private Shell() {}

  /**
   * What came of it.
   *
   * @param output what it said, errors among it
   */
  record Result(int exitCode, String output) {}

  /**
   * The commands of a document's blocks, one a line, but for checks of files, which RulesFileTest
   * of alert-service makes.
   */
  static String pasteable(Path document) throws IOException {
    return BLOCK
        .matcher(Files.readString(document))
        .results()
        .flatMap(block -> block.group(1).lines())
        .filter(line -> !line.matches("(prom|am)tool .*"))
        .collect(Collectors.joining("\n"));
  }

  /** {@code ./tocsin} with these arguments. */
  static Result launcher(String... arguments) throws Exception {
    return run(new ProcessBuilder(RunningCluster.command(arguments)));
  }

  static Result bash(Map<String, String> environment, String script) throws Exception {
    var process = new ProcessBuilder("bash", "-c", script);
    process.environment().putAll(environment);
    return run(process);
  }

  /**
   * Runs commands, until one fails, as beside {@code ./tocsin} with its {@code data}.
   *
   * @param place a folder that is made for it
   */
  static Result besides(Path data, Path place, String commands) throws Exception {
    Files.createDirectory(place);
    Files.createSymbolicLink(place.resolve("data"), data);
    Files.createSymbolicLink(
        place.resolve("deploy"), Path.of("..", "deploy").toAbsolutePath().normalize());
    Path tocsin =
        Files.writeString(
            place.resolve("tocsin"),
            "#!/bin/sh\nexec %s \"$@\" --data data\n"
                .formatted(
                    RunningCluster.command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "))
                        // Each of many commands is a JVM of its own.
                        .replaceFirst(" ", " -XX:TieredStopAtLevel=1 ")));
    Files.setPosixFilePermissions(tocsin, PosixFilePermissions.fromString("rwx------"));
    return run(new ProcessBuilder("bash", "-e", "-x", "-c", commands).directory(place.toFile()));
  }

  static Result run(ProcessBuilder command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tocsin", "output");
    try {
      Process process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            command.command() + " did not end: " + Files.readString(output));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
