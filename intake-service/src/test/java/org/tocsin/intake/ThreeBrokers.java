package org.tocsin.intake;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.kafka.Broker;
import org.tocsin.cluster.kafka.Node;

/**
 * Three brokers that a test may kill and start again; a field of type {@link Brokers} is filled.
 */
public final class ThreeBrokers implements QuarkusTestResourceLifecycleManager {

  private static final int COUNT = 3;
  private static final Executor ON_THREADS_OF_THEIR_OWN = task -> Thread.ofPlatform().start(task);

  /** The brokers by id, from 1. */
  public static final class Brokers {

    private final List<Node> nodes = new ArrayList<>();
    private final List<Broker> running = new ArrayList<>();
    private final Path folder;

    private Brokers(Path folder) {
      this.folder = folder;
      List<Integer> controllers = Stream.generate(FreePorts::one).limit(COUNT).toList();
      for (int id = 1; id <= COUNT; id++) {
        nodes.add(new Node(id, FreePorts.one(), controllers));
        running.add(null);
      }
      startAll();
    }

    String bootstrapServers() {
      return nodes.stream()
          .map(node -> "127.0.0.1:" + node.port())
          .collect(Collectors.joining(","));
    }

    /** As a crash would: {@code kill -9}. */
    void kill(int id) {
      running.get(id - 1).kill();
    }

    /** All at once: a quorum needs two, so that one alone would wait. */
    void startAll() {
      Stream<CompletableFuture<Void>> starts =
          nodes.stream()
              .filter(
                  node ->
                      running.get(node.id() - 1) == null || !running.get(node.id() - 1).isAlive())
              .map(node -> CompletableFuture.runAsync(() -> start(node), ON_THREADS_OF_THEIR_OWN));
      starts.toList().forEach(CompletableFuture::join);
    }

    private void start(Node node) {
      running.set(node.id() - 1, Broker.start(folder.resolve("broker-" + node.id()), node));
    }

    private void close() {
      running.forEach(Broker::kill);
    }
  }

  private Brokers brokers;

  @Override
  public Map<String, String> start() {
    try {
      brokers = new Brokers(Files.createTempDirectory("tocsin-test-three-brokers").toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "kafka.bootstrap.servers",
        brokers.bootstrapServers(),
        "tocsin.quota.events-per-second",
        "100000");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(brokers, new TestInjector.MatchesType(Brokers.class));
  }

  @Override
  public void stop() {
    if (brokers != null) {
      brokers.close();
    }
  }
}
