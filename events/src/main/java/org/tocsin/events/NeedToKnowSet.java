package org.tocsin.events;

import java.util.List;
import org.tocsin.events.shape.Required;

/** The desk says who may open a case; an empty list opens it to the whole desk. */
public record NeedToKnowSet(@Required List<String> people) implements ReprisalEvent {

  public NeedToKnowSet {
    people = people == null ? null : List.copyOf(people);
  }
}
