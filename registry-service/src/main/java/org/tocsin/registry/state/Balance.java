package org.tocsin.registry.state;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.tocsin.registry.joining.Joined;

/**
 * What a State's figures were at a moment that is over: nothing that arrives later changes them
 * (DOMAIN.md, section 6, rule 2), so that later figures can be carried on from them.
 *
 * @param tables tells the tables from those that a rebuild has put in their place
 * @param knownAt the moment
 * @param reports of acts, by act type; also those that are the same act as another
 * @param openCases cases with an act of the State that are not closed
 * @param persons by status
 * @param merges which defenders were one
 */
record Balance(
    long tables,
    Instant knownAt,
    Map<String, Integer> reports,
    int openCases,
    Map<String, Integer> persons,
    Joined merges) {

  /** What was counted, less some of it as it was, and with the same as it is. */
  static Map<String, Integer> carry(
      Map<String, Integer> counted, Map<String, Integer> as, Map<String, Integer> is) {
    var carried = new TreeMap<>(counted);
    as.forEach((what, count) -> carried.merge(what, -count, Integer::sum));
    is.forEach((what, count) -> carried.merge(what, count, Integer::sum));
    carried.values().removeIf(count -> count == 0);
    return carried;
  }
}
