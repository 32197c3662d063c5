package org.tocsin.cluster.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What a launcher that was killed has left running: remembered by process id and start, so that
 * nobody else's process is ever ended.
 */
final class Leftovers {

  private static final String FOLDER = "run";
  private static final String SUFFIX = ".pid";
  private static final long END_SECONDS = 10;

  private Leftovers() {}

  /** Remembers a child. */
  static void remember(Path data, String part, ProcessHandle process) {
    try {
      Path folder = Files.createDirectories(data.resolve(FOLDER));
      Files.writeString(folder.resolve(part + SUFFIX), process.pid() + " " + startOf(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends what an earlier launcher left running on this folder; returns how many processes that
   * were.
   */
  static int end(Path data) {
    Path folder = data.resolve(FOLDER);
    if (Files.notExists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pids = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
      int ended = 0;
      for (Path file : pids) {
        Optional<ProcessHandle> process = stillRunning(Files.readString(file));
        process.ifPresent(Leftovers::end);
        ended += process.isPresent() ? 1 : 0;
        Files.delete(file);
      }
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> stillRunning(String remembered) {
    String[] pidAndStart = remembered.split(" ");
    return ProcessHandle.of(Long.parseLong(pidAndStart[0]))
        .filter(process -> startOf(process).equals(pidAndStart[1]));
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static void end(ProcessHandle process) {
    List<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants()).toList();
    process.destroy();
    try {
      process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      all.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
