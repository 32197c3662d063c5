package org.tocsin.registry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.cluster.kafka.Broker;

/**
 * A broker of one test class's own, which that may kill; a field of type {@link Broker} is filled.
 */
public final class OwnBrokerResource implements QuarkusTestResourceLifecycleManager {

  private Broker broker;

  @Override
  public Map<String, String> start() {
    try {
      broker =
          Infrastructure.ownBroker(
              Files.createTempDirectory("tocsin-own-broker"), FreePorts.one(), FreePorts.one());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(broker, new TestInjector.MatchesType(Broker.class));
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
    }
  }
}
