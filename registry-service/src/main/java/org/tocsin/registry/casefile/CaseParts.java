package org.tocsin.registry.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.tocsin.registry.history.EntityTag;
import org.tocsin.registry.history.EntityTag.Mark;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joining;

/**
 * What a case's page is made of.
 *
 * @param id the case
 * @param horizon as of when, and as it was known when
 * @param standing its events that stand, in no order
 * @param conflicts contents of its events that do not stand, since another has their id
 * @param links every decision on links that has to do with it, also through a third case
 */
public record CaseParts(
    UUID id,
    Horizon horizon,
    List<Recorded> standing,
    List<Recorded> conflicts,
    List<Joining> links) {

  /** Whether anything at all is recorded of it. */
  public boolean isKnown() {
    return !standing.isEmpty() || !conflicts.isEmpty();
  }

  /** What it comes to, with sealed parts as they are. */
  public History history() {
    return horizon.of(History.of(standing));
  }

  /** Which cases are linked. */
  public Joined linked() {
    return Joined.of(links);
  }

  /** The events that the page shows: its own, and links that other cases carry. */
  public List<Mark> marks() {
    var marks = new ArrayList<Mark>();
    standing.forEach(event -> marks.add(Mark.of(event)));
    conflicts.forEach(event -> marks.add(Mark.of(event)));
    links.stream()
        .filter(link -> !link.caseId().equals(id))
        .forEach(link -> marks.add(link.mark(link.joined() ? "cases-linked" : "cases-unlinked")));
    return marks;
  }

  /** The page's tag. */
  public EntityTag tag() {
    return EntityTag.of(marks());
  }
}
