package org.tocsin.registry.defender;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.tocsin.registry.history.EntityTag;
import org.tocsin.registry.history.EntityTag.Mark;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joining;

/**
 * What a defender's page is made of.
 *
 * @param id one of the defender's ids
 * @param horizon as of when, and as it was known when
 * @param merges every decision on merges that has to do with it, also through a third id
 * @param links every decision on links that has to do with its cases
 * @param cases the events that stand in each case of all of its ids
 */
public record DefenderParts(
    UUID id,
    Horizon horizon,
    List<Joining> merges,
    List<Joining> links,
    SortedMap<UUID, List<Recorded>> cases) {

  /** Whether anything at all is recorded of the defender. */
  public boolean isKnown() {
    return !cases.isEmpty();
  }

  /** Which ids are merged. */
  public Joined merged() {
    return Joined.of(merges);
  }

  /** All ids of the defender. */
  public SortedSet<UUID> ids() {
    return merged().with(id);
  }

  /** The events that the page shows: those of its cases, and decisions that other cases carry. */
  public List<Mark> marks() {
    var marks = new ArrayList<Mark>();
    cases.values().forEach(events -> events.forEach(event -> marks.add(Mark.of(event))));
    merges.stream()
        .filter(merge -> !cases.containsKey(merge.caseId()))
        .forEach(
            merge ->
                marks.add(merge.mark(merge.joined() ? "defenders-merged" : "defenders-unmerged")));
    links.stream()
        .filter(link -> !cases.containsKey(link.caseId()))
        .forEach(link -> marks.add(link.mark(link.joined() ? "cases-linked" : "cases-unlinked")));
    return marks;
  }

  /** The page's tag. */
  public EntityTag tag() {
    return EntityTag.of(marks());
  }
}
