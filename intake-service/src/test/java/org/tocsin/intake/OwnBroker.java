package org.tocsin.intake;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.cluster.kafka.Broker;

/** A broker that a test may kill and start again; a field of type {@link Switch} is filled. */
public final class OwnBroker implements QuarkusTestResourceLifecycleManager {

  /**
   * Kills the broker as a crash would, and starts it again on the same log and port; or halts it
   * where it is, and lets it go on.
   */
  public interface Switch {
    void kill();

    void startAgain();

    void halt();

    void goOn();
  }

  private final int port = FreePorts.one();
  private final int controllerPort = FreePorts.one();
  private Path folder;
  private Broker broker;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("tocsin-test-own-broker").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startBroker();
    return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
  }

  @Override
  public void inject(TestInjector injector) {
    var control =
        new Switch() {
          @Override
          public void kill() {
            broker.process().destroyForcibly();
            broker.process().onExit().join();
          }

          @Override
          public void startAgain() {
            startBroker();
          }

          @Override
          public void halt() {
            signal("-STOP");
          }

          @Override
          public void goOn() {
            signal("-CONT");
          }
        };
    injector.injectIntoFields(control, new TestInjector.MatchesType(Switch.class));
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", name, "" + broker.process().pid()).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startBroker() {
    broker = Infrastructure.ownBroker(folder, port, controllerPort);
  }
}
