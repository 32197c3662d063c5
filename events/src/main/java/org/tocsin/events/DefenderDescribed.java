package org.tocsin.events;

import java.util.List;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;

/** Who the defender is. */
public record DefenderDescribed(
    @Required Term<DefenderKind> kind,
    @Sealed List<Name> names,
    State nationality,
    @Sealed String activity)
    implements ReprisalEvent {

  public DefenderDescribed {
    names = names == null ? null : List.copyOf(names);
  }
}
