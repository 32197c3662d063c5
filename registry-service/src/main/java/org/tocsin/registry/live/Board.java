package org.tocsin.registry.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.tocsin.registry.history.Position;

/**
 * Which change was the last of each State and case. There is one board in a process, and nothing is
 * kept for each listener: who is slow finds several changes of one State as one. Safe for many
 * threads.
 */
final class Board {

  /** How the subject of a State begins. */
  static final String STATE = "state/";

  private final Map<String, Long> changed = new HashMap<>();
  private long number;
  private Position position;
  private Instant knownAt;

  /**
   * What the board says.
   *
   * @param number of the last change that is on it
   * @param position up to where the record is told with it
   * @param knownAt pages asked for with it, or later, show it
   * @param subjects what has changed
   */
  record News(long number, Position position, Instant knownAt, List<String> subjects) {}

  static String ofCase(UUID id) {
    return "case/" + id;
  }

  /** Begins to tell from there on. */
  synchronized void begin(Position from, Instant known) {
    number++;
    position = from;
    knownAt = known;
  }

  synchronized void tell(Step step) {
    number++;
    position = step.position();
    knownAt = step.knownAt();
    step.states().forEach(state -> changed.put(STATE + state, number));
    step.cases().forEach(id -> changed.put(ofCase(id), number));
  }

  /** Forgets the cases that nobody watches any more. */
  synchronized void keep(Set<UUID> watched) {
    var subjects = new TreeSet<String>();
    watched.forEach(id -> subjects.add(ofCase(id)));
    changed.keySet().removeIf(each -> !each.startsWith(STATE) && !subjects.contains(each));
  }

  /** What has changed since a change, in order. */
  synchronized News since(long before, Predicate<String> wanted) {
    return new News(
        number,
        position,
        knownAt,
        before == number
            ? List.of()
            : changed.entrySet().stream()
                .filter(each -> each.getValue() > before && wanted.test(each.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList());
  }
}
