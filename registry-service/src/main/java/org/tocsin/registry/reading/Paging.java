package org.tocsin.registry.reading;

import org.tocsin.registry.parameter.Parameters;
import org.tocsin.service.problem.ProblemException;

/**
 * Which page is asked for.
 *
 * @param after the last entry before it
 * @param most how many entries it has at most
 */
record Paging(Place after, int most) {

  private static final int MOST = 500;

  /**
   * From query parameters.
   *
   * @throws ProblemException with 400 if no page begins there
   */
  static Paging of(String after, int limit) {
    return new Paging(
        Parameters.read("after", after, "the next of the page before", Place::of)
            .orElse(Place.NEWEST),
        Math.clamp(limit, 1, MOST));
  }
}
