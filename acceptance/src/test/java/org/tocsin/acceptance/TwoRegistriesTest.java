package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.acceptance.bench.StartedService;

/**
 * Two registries on one log and one database share the partitions; one that is halted or killed is
 * replaced by the other, and nothing is lost or counted twice. Only with {@code
 * -Dtocsin.test.halts=N}, such as 1 or 3: with it the whole suite would be near its limit of 25
 * minutes.
 */
@EnabledIfSystemProperty(named = "tocsin.test.halts", matches = "[0-9]+")
class TwoRegistriesTest {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Duration OFTEN = Duration.ofMillis(100);

  /** Under ten seconds is what the settings are for; a busy machine may take longer. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(30);

  private static final int HALTS = Integer.getInteger("tocsin.test.halts", 1);

  @TempDir static Path folder;

  private static Parts parts;
  private static StartedService intake;

  /** All that the tests report into one log: each has a database of its own, which reads it all. */
  private static final Reported REPORTED = new Reported("two");

  @BeforeAll
  static void start() throws Exception {
    parts = new Parts(folder);
    intake = parts.intake();
  }

  @AfterAll
  static void stop() {
    if (intake != null) {
      intake.close();
    }
    if (parts != null) {
      parts.close();
    }
  }

  @Test
  void oneThatIsHaltedLosesItsPartitionsAndWritesNothingOfThemWhenItGoesOn() throws Exception {
    var database = parts.database("tocsin_halted");
    var tables = new Projected(database);
    try (var one = parts.registry("one", database);
        var two = parts.registry("two", database)) {
      awaitShared();
      var over = new AtomicBoolean();
      var reporting = CompletableFuture.runAsync(() -> report(over));
      for (int halt = 0; halt < HALTS; halt++) {
        long before = tables.read();
        within(SOON).until(() -> tables.read() > before + 500);
        Set<Integer> held = parts.shares().get("one");
        one.signal("STOP");
        long begin = System.nanoTime();
        within(SOON).until(() -> all(parts.shares().get("two")));
        double lost = seconds(begin);
        long until = parts.records();
        within(SOON).until(() -> tables.read() >= until);
        System.out.printf(
            "halted with partitions %s: lost after %.1f s, the other has read all after %.1f s%n",
            held, lost, seconds(begin));
        one.signal("CONT");
        awaitShared();
      }
      over.set(true);
      reporting.get(SOON.toSeconds(), TimeUnit.SECONDS);
      long end = parts.records();
      within(SOON).until(() -> tables.read() >= end);
      for (StartedService each : List.of(one, two)) {
        within(SOON).untilAsserted(() -> assertEquals(REPORTED.acts(), counted(each)));
      }
    }
    System.out.println(REPORTED.events() + " events reported meanwhile");
    parts.assertAsUndisturbed(database);
  }

  @Test
  void oneThatIsKilledIsReplacedWithinTenSeconds() throws Exception {
    var database = parts.database("tocsin_killed");
    try (var one = parts.registry("one", database);
        var two = parts.registry("two", database)) {
      awaitShared();
      send(REPORTED.piece(500));
      within(SOON).untilAsserted(() -> assertEquals(REPORTED.acts(), counted(two)));
      Set<Integer> held = parts.shares().get("one");

      one.kill();
      long begin = System.nanoTime();
      send(REPORTED.piece(500));
      within(TAKEN_OVER).untilAsserted(() -> assertEquals(REPORTED.acts(), counted(two)));
      System.out.printf(
          "killed with partitions %s: the news in them is visible after %.1f s%n",
          held, seconds(begin));
      assertTrue(all(parts.shares().get("two")));
    }
  }

  /** Reports at about 500 events a second until it is over. */
  private static void report(AtomicBoolean over) {
    try {
      while (!over.get()) {
        send(REPORTED.piece(50));
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(List<String> piece) {
    within(SOON)
        .ignoreExceptions()
        .until(
            () ->
                Recorded.areAll(
                    parts
                        .partner()
                        .postAll("http://127.0.0.1:" + intake.port() + "/v1/events", piece),
                    piece.size()));
  }

  /** Each has some of the partitions, and together they have all. */
  private static void awaitShared() {
    within(SOON)
        .until(
            () -> {
              Map<String, Set<Integer>> shares = parts.shares();
              return shares.keySet().equals(Set.of("one", "two"))
                  && shares.values().stream().noneMatch(Set::isEmpty)
                  && shares.values().stream().mapToInt(Set::size).sum() == Parts.PARTITIONS;
            });
  }

  private static boolean all(Set<Integer> partitions) {
    return partitions != null && partitions.size() == Parts.PARTITIONS;
  }

  private static Map<String, Integer> counted(StartedService registry) throws Exception {
    return Recorded.counted(parts.desk(), "http://127.0.0.1:" + registry.port());
  }

  private static ConditionFactory within(Duration longest) {
    return await().atMost(longest).pollInterval(OFTEN).ignoreExceptions();
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
