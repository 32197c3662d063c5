package org.tocsin.cluster.up;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.postgres.Postgres;

/** What a killed launcher left is ended, and nothing else. */
class LeftoversTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Path data;
  private Process process;

  @BeforeEach
  void aProcessThatNamesTheFolder() throws Exception {
    data = folder.toRealPath();
    process = sleeper(data.toString());
  }

  @AfterEach
  void noneIsLeft() {
    process.destroyForcibly();
  }

  @Test
  void aRememberedProcessIsEndedOnce() {
    Leftovers.remember(data, "part", process.toHandle());
    assertEquals(1, Leftovers.end(data));
    assertFalse(process.isAlive());
    assertEquals(0, Leftovers.end(data));
  }

  @Test
  void aLaterProcessWithTheSameNumberIsLeftAlone() throws Exception {
    remember(process.pid() + " " + Instant.now().minusSeconds(3600));
    assertEquals(0, Leftovers.end(data));
    assertTrue(process.isAlive());
  }

  @Test
  void aProcessThatDoesNotNameTheFolderIsLeftAlone() throws Exception {
    Process other = sleeper("elsewhere");
    try {
      Leftovers.remember(data, "part", other.toHandle());
      assertEquals(0, Leftovers.end(data));
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void halfAFileIsNoObstacle() throws Exception {
    remember(process.pid() + " 2026-1");
    assertEquals(0, Leftovers.end(data));
    assertTrue(process.isAlive());
  }

  @Test
  void aPostgresThatNobodyHoldsIsEndedAndStartsAgainWithItsData() {
    int port = FreePorts.one();
    Postgres orphan = Postgres.start(data.resolve("postgres"), port, "secret");
    orphan.database("kept", "role");
    assertEquals(1, Leftovers.end(data));
    await().atMost(SOON).until(() -> !Reachable.on(port));
    orphan.close();
    try (var again = Postgres.start(data.resolve("postgres"), port, "secret")) {
      assertTrue(again.process().isAlive());
    }
  }

  private void remember(String line) throws Exception {
    Files.writeString(Files.createDirectories(data.resolve("run")).resolve("part.pid"), line);
  }

  private static Process sleeper(String argument) throws Exception {
    return new ProcessBuilder("/bin/sh", "-c", "while :; do sleep 1; done", argument).start();
  }
}
