package org.tocsin.acceptance.bench;

import java.lang.management.ManagementFactory;

/** What the figures were measured on. */
final class Machine {

  private Machine() {}

  static String describe() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "%d cores, %d GiB, %s %s, JDK %s; client, service and broker share it"
        .formatted(
            system.getAvailableProcessors(),
            system.getTotalMemorySize() >> 30,
            system.getName(),
            system.getArch(),
            Runtime.version());
  }
}
