package org.tocsin.registry.casefile;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.tocsin.service.deadline.Deadlines;

/** Deadlines of special procedures for tests. */
final class DeadlineRules {

  private DeadlineRules() {}

  /** So many days from the first day of each version, the versions named 1, 2 and so on. */
  static Deadlines of(Map<LocalDate, Integer> days) {
    var versions = new HashMap<String, Deadlines.Rules>();
    days.keySet().stream()
        .sorted()
        .forEach(
            from -> versions.put("" + (versions.size() + 1), new Version(from, days.get(from))));
    return () -> versions;
  }

  private record Version(LocalDate from, int specialProcedures) implements Deadlines.Rules {
    @Override
    public Map<String, Integer> days() {
      return Map.of("special-procedures", specialProcedures);
    }
  }
}
