package org.tocsin.registry.reading;

import org.tocsin.registry.parameter.Parameters;
import org.tocsin.service.problem.ProblemException;

/**
 * Which page is asked for.
 *
 * @param before where it begins
 * @param most how many entries it has at most
 */
record Paging(Place before, int most) {

  private static final int MOST = 500;

  /**
   * From query parameters.
   *
   * @throws ProblemException with 400 if no page begins there
   */
  static Paging of(String before, int limit) {
    Place place =
        before.isEmpty()
            ? Place.NEWEST
            : Place.of(before)
                .orElseThrow(
                    () ->
                        Parameters.invalid(
                            "before",
                            "No page begins here.",
                            "Give the value of next from the page before, or leave it out."));
    return new Paging(place, Math.clamp(limit, 1, MOST));
  }
}
