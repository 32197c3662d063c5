package org.tocsin.registry.joining;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

/** Which identities the desk has found to be one defender. Pure. */
public final class Merges {

  private Merges() {}

  /**
   * The merges of these events as they were known at a moment.
   *
   * @param events of any cases, in any order, also more than once
   */
  public static Joined knownAt(Collection<Recorded> events, Instant moment) {
    return Joined.of(Known.at(events, moment).flatMap(one -> decisions(one).stream()).toList());
  }

  /** The decisions on merges in one case. */
  static List<Joining> decisions(History history) {
    return history
        .standing()
        .map(Entry::current)
        .map(Joining::ofDefenders)
        .flatMap(Optional::stream)
        .toList();
  }
}
