package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.postgres.Database;
import org.tocsin.cluster.secrets.Secrets;

/**
 * The registry, its database and the broker killed with -9 while events come in: the figures are
 * those of the events that were accepted, and every table is as a registry that nobody disturbed
 * computes it from the same log. Only with {@code -Dtocsin.test.fault-events=N}, such as 1000 or
 * 100000: with it the whole suite would be near its limit of 25 minutes.
 */
@EnabledIfSystemProperty(named = "tocsin.test.fault-events", matches = "[0-9]+")
class RegistryFaultTest {

  private static final int EVENTS = Integer.getInteger("tocsin.test.fault-events", 1_000);

  /** Between two faults; a long run has sixty of them. */
  private static final int PIECE = Math.max(125, EVENTS / 60);

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Map<String, String> NO_QUOTA =
      Map.of("TOCSIN_QUOTA_EVENTS_PER_SECOND", "1000000");

  @TempDir static Path folder;

  private int kills;

  @Test
  void killedAgainAndAgainNothingIsLostOrCountedTwice() throws Exception {
    Path data = folder.resolve("data");
    var reported = new Reported("fault");
    long begin = System.nanoTime();
    try (var cluster = RunningCluster.start(data, FreePorts.block(), NO_QUOTA)) {
      Person partner = Person.partner(cluster);
      String intake = cluster.address("intake") + "/v1/events";
      for (int turn = 0; reported.events() < EVENTS; turn++) {
        List<String> piece = reported.piece(PIECE);
        // What is not known to be recorded is sent again, as the partner guide says.
        within(SOON).until(() -> Recorded.areAll(partner.postAll(intake, piece), piece.size()));
        disturb(cluster, turn);
      }
      String registry = cluster.address("registry");
      Person desk = Person.staff(cluster, "desk");
      within(LONG)
          .untilAsserted(() -> assertEquals(reported.acts(), Recorded.counted(desk, registry)));
      System.out.printf(
          "%d events and %d kills in %.0f s%n",
          reported.events(), kills, (System.nanoTime() - begin) / 1e9);

      within(LONG).until(() -> LogEnds.areReached(cluster.address("kafka"), tables(cluster)));
    }
    try (var parts = new Parts(data)) {
      parts.assertAsUndisturbed(parts.database("tocsin_registry"));
    }
  }

  /** In turns each part alone, then registry and broker at once; between them, nothing. */
  private void disturb(RunningCluster cluster, int turn) {
    switch (turn % 8) {
      case 1 -> kill(cluster, "registry-service");
      case 3 -> kill(cluster, "bin/postgres");
      case 5 -> kill(cluster, "BrokerProcess");
      case 7 -> {
        kill(cluster, "registry-service");
        kill(cluster, "BrokerProcess");
      }
      default -> {
        // A while without a fault.
      }
    }
  }

  /** As soon as the launcher has it running again after the last time. */
  private void kill(RunningCluster cluster, String part) {
    within(SOON)
        .until(
            () -> {
              cluster.killAtOnce(part);
              return true;
            });
    kills++;
  }

  private static Projected tables(RunningCluster cluster) {
    String name = "tocsin_registry";
    return new Projected(
        new Database(
            "jdbc:postgresql://" + cluster.address("postgres") + "/" + name,
            name,
            new Secrets(cluster.data().resolve("secrets")).password("registry-database")));
  }

  private static ConditionFactory within(Duration longest) {
    return await().atMost(longest).ignoreExceptions();
  }
}
