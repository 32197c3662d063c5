package org.tocsin.cluster.up;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A part that dies is started again; one that was closed is not. */
class KeptTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<Process> started = new CopyOnWriteArrayList<>();
  private final List<String> console = new CopyOnWriteArrayList<>();

  @Test
  void aPartThatWasKilledRunsAgainAndTheConsoleSaysSo() {
    try (var kept = keep()) {
      started.getFirst().destroyForcibly();
      await().atMost(SOON).until(() -> console.size() == 2);
      assertEquals(
          List.of(
              "part ended by itself; starting it again, see the data folder's logs",
              "part is running again"),
          console);
      assertTrue(kept.isAlive());
    }
  }

  @Test
  void aClosedPartStaysDown() {
    keep().close();
    await().atMost(SOON).until(() -> !started.getFirst().isAlive());
    assertEquals(1, started.size());
    assertEquals(List.of(), console);
  }

  @Test
  void closingDoesNotWaitForThePauseBeforeTheNextStart() {
    var kept = keep();
    started.getFirst().destroyForcibly();
    await().atMost(SOON).until(() -> console.size() == 1);
    kept.close();
    assertTrue(started.stream().noneMatch(Process::isAlive));
  }

  private record Part(Process process) implements AutoCloseable {

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  private Kept<Part> keep() {
    return new Kept<>("part", this::start, part -> part.process().toHandle(), console::add);
  }

  private Part start() {
    try {
      Process process = new ProcessBuilder("/bin/sh", "-c", "exec sleep 600").start();
      started.add(process);
      return new Part(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
