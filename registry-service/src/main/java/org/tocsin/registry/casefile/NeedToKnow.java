package org.tocsin.registry.casefile;

import java.util.Optional;
import java.util.Set;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.Origin;
import org.tocsin.registry.history.History;

/**
 * Who alone may know of a case: the last list that the desk has set. Pure.
 *
 * @param people user names; never empty
 */
public record NeedToKnow(Set<String> people) {

  public NeedToKnow {
    people = Set.copyOf(people);
  }

  /** The list that stands; empty where none was set, or the last one opened the case to all. */
  public static Optional<NeedToKnow> of(History history) {
    return history
        .standing()
        .filter(entry -> entry.now().header().origin() instanceof Origin.Desk)
        .map(entry -> entry.now().body())
        .filter(NeedToKnowSet.class::isInstance)
        .map(NeedToKnowSet.class::cast)
        .reduce((earlier, later) -> later)
        .filter(set -> !set.people().isEmpty())
        .map(set -> new NeedToKnow(Set.copyOf(set.people())));
  }
}
