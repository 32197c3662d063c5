package org.tocsin.registry.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.Origin;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;

/**
 * Who may open a case, as the desk has set it last (DOMAIN.md, section 5, {@code
 * need-to-know-set}). Pure.
 *
 * @param people names of staff users; empty where the whole desk may
 * @param eventId the decision; null where nobody has ever set a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NeedToKnow(Set<String> people, String eventId) {

  private static final NeedToKnow WHOLE_DESK = new NeedToKnow(Set.of(), null);

  public NeedToKnow {
    people = new TreeSet<>(people);
  }

  /** The list that is in force in this history; only the desk can set one. */
  public static NeedToKnow of(History history) {
    return history
        .standing()
        .filter(entry -> entry.now().header().origin() instanceof Origin.Desk)
        .filter(entry -> entry.now().body() instanceof NeedToKnowSet)
        .reduce((earlier, later) -> later)
        .map(NeedToKnow::of)
        .orElse(WHOLE_DESK);
  }

  /** Whether this user may open the case, as far as the list goes. */
  public boolean allows(String user) {
    return people.isEmpty() || people.contains(user);
  }

  private static NeedToKnow of(Entry entry) {
    return new NeedToKnow(
        Set.copyOf(((NeedToKnowSet) entry.now().body()).people()), entry.reported().id().value());
  }
}
