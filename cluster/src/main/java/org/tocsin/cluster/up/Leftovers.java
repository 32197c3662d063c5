package org.tocsin.cluster.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.tocsin.cluster.postgres.Postmaster;

/**
 * What a launcher that was killed has left running: remembered by process id and start, and told by
 * the data folder on its command line, so that nobody else's process is ever ended.
 */
final class Leftovers {

  private static final String FOLDER = "run";
  private static final String SUFFIX = ".pid";
  private static final long END_SECONDS = 10;

  /** The same start is computed from a boot time that moves with the machine's clock. */
  private static final Duration SAME_START = Duration.ofSeconds(3);

  private Leftovers() {}

  /** Remembers a child. */
  static void remember(Path data, String part, ProcessHandle process) {
    try {
      Path folder = Files.createDirectories(data.resolve(FOLDER));
      Instant start = process.info().startInstant().orElse(Instant.now());
      Files.writeString(folder.resolve(part + SUFFIX), process.pid() + " " + start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends what an earlier launcher left running on this folder, PostgreSQL last; returns how many
   * processes that were.
   */
  static int end(Path data) {
    int ended = 0;
    for (Path file : remembered(data.resolve(FOLDER))) {
      try {
        Optional<ProcessHandle> process = stillRunning(Files.readString(file), data);
        process.ifPresent(Leftovers::end);
        ended += process.isPresent() ? 1 : 0;
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ended + (Postmaster.end(data.resolve("postgres")) ? 1 : 0);
  }

  private static List<Path> remembered(Path folder) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty also for half a file: its launcher was killed in the middle of writing it. */
  private static Optional<ProcessHandle> stillRunning(String remembered, Path data) {
    String[] pidAndStart = remembered.split(" ");
    try {
      Instant start = Instant.parse(pidAndStart[pidAndStart.length - 1]);
      return ProcessHandle.of(Long.parseLong(pidAndStart[0]))
          .filter(process -> startedAt(process, start) && names(process, data));
    } catch (NumberFormatException | DateTimeParseException half) {
      return Optional.empty();
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant start) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(start, actual).abs().compareTo(SAME_START) <= 0)
        .orElse(false);
  }

  private static boolean names(ProcessHandle process, Path data) {
    return process
        .info()
        .arguments()
        .map(arguments -> Arrays.stream(arguments).anyMatch(a -> a.contains(data.toString())))
        .orElse(false);
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
