package org.tocsin.registry.state;

import java.util.List;
import java.util.Optional;
import org.tocsin.registry.parameter.Parameters;

/**
 * Which States stand side by side: those that meet everything that is given. Pure.
 *
 * @param membership of the United Nations: {@code member}, {@code observer} or {@code none}
 * @param withActs whether any act is reported of it
 */
record LeagueFilter(Optional<String> membership, Optional<Boolean> withActs) {

  private static final String NONE = "none";

  /**
   * From query parameters.
   *
   * @throws org.tocsin.service.problem.ProblemException with 400 if one is not as it has to be
   */
  static LeagueFilter of(String membership, String withActs) {
    return new LeagueFilter(
        Parameters.oneOf("membership", membership, List.of("member", "observer", NONE)),
        Parameters.truth("withActs", withActs));
  }

  boolean includes(League.Line line) {
    return membership
            .map(
                wanted ->
                    wanted.equals(NONE)
                        ? line.membership() == null
                        : wanted.equals(line.membership()))
            .orElse(true)
        && withActs.map(wanted -> wanted == line.acts() > 0).orElse(true);
  }
}
