package org.tocsin.acceptance.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How a bench prints what it has measured in microseconds. */
final class Latencies {

  private Latencies() {}

  /** In microseconds. */
  static double p99(Histogram latencies) {
    return latencies.getValueAtPercentile(99);
  }

  static String row(String name, Histogram latencies) {
    return String.format(
        Locale.ROOT,
        "  %-28s p50 %8.2f ms  p99 %8.2f ms  p99.9 %8.2f ms",
        name,
        latencies.getValueAtPercentile(50) / 1_000.0,
        p99(latencies) / 1_000.0,
        latencies.getValueAtPercentile(99.9) / 1_000.0);
  }
}
