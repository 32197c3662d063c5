package org.tocsin.acceptance.bench;

import java.util.Locale;

/**
 * A measured ratio and its goal; larger is better.
 *
 * @param name of the goal
 * @param value as measured, never clipped
 * @param goal what is wanted at least
 */
record Ratio(String name, double value, double goal) {

  /** The line that programs read. */
  String line() {
    return String.format(Locale.ROOT, "ratio %s %.3f goal %.2f", name, value, goal);
  }
}
