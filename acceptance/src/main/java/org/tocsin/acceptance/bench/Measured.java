package org.tocsin.acceptance.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What one run of load came to.
 *
 * @param perSecond answers of success a second
 * @param latencies in microseconds
 * @param failures answers of another status
 */
record Measured(double perSecond, Histogram latencies, long failures) {

  double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** The run whose rate is in the middle. */
  static Measured medianByRate(List<Measured> runs) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(Measured::perSecond))
        .toList()
        .get(runs.size() / 2);
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  String row(String name) {
    return String.format(
        Locale.ROOT,
        "%-34s %12.0f %10.2f %10.2f %10.2f %8d",
        name,
        perSecond,
        millis(50),
        millis(99),
        millis(99.9),
        failures);
  }
}
