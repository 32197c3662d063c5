package org.tocsin.events;

import java.util.List;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;
import org.tocsin.events.vocabulary.ErasureGround;
import org.tocsin.events.vocabulary.Term;

/**
 * A defender's names and narrative are to be made unreadable everywhere.
 *
 * @param defender whose
 * @param merged the other ids of the same defender, as the desk had merged them when it ordered
 * @param cases those whose own keys are destroyed as well: under them the desk wrote texts that may
 *     name the defender
 * @param ground why; it outlives the erasure
 * @param orderedBy the user who ordered it
 * @param reason a text under the defender's own key, which goes with all the rest; not written any
 *     more
 */
public record ErasureOrdered(
    @Required DefenderId defender,
    List<DefenderId> merged,
    List<CaseId> cases,
    Term<ErasureGround> ground,
    String orderedBy,
    @Sealed @Text(max = 2_000, lines = true) String reason)
    implements ReprisalEvent {

  public ErasureOrdered {
    merged = merged == null ? null : List.copyOf(merged);
    cases = cases == null ? null : List.copyOf(cases);
  }
}
