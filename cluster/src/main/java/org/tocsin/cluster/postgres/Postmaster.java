package org.tocsin.cluster.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The server process that PostgreSQL itself names in its data folder, also one nobody holds. */
public final class Postmaster {

  private static final long END_SECONDS = 10;

  private Postmaster() {}

  /** The running server of this data folder; a process that only got its number is not taken. */
  public static Optional<ProcessHandle> of(Path data) {
    Path file = data.resolve("postmaster.pid");
    try {
      if (Files.notExists(file)) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(process -> serves(process, data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the server of this folder to end, and ends it if it does not; whether there was one. */
  public static boolean end(Path data) {
    Optional<ProcessHandle> server = of(data);
    server.ifPresent(Postmaster::end);
    return server.isPresent();
  }

  private static void end(ProcessHandle server) {
    List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
    server.destroy();
    try {
      server.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      server.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean serves(ProcessHandle process, Path data) {
    return process
        .info()
        .arguments()
        .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
        .orElse(false);
  }
}
