package org.tocsin.cluster.up;

import java.util.List;

/**
 * How a service's JVM is started where several services, a broker and a database share a machine.
 */
public final class ServiceJvm {

  /** Fewer event loops than Quarkus would take: the others need the cores too. */
  private static final int EVENT_LOOPS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /** Options of the JVM. */
  public static final List<String> OPTIONS =
      List.of(
          "-Xmx192m", "-XX:+UseSerialGC", "-Dquarkus.vertx.event-loops-pool-size=" + EVENT_LOOPS);

  private ServiceJvm() {}
}
