package org.tocsin.events;

import org.tocsin.events.identity.Symbol;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Text;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.StatedPosition;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.events.vocabulary.Vote;

/**
 * What a State said of a resolution and how it voted: two facts, never derived from one another.
 */
public record StatePositionRecorded(
    @Required State state,
    @Required Symbol resolution,
    Term<Vote> vote,
    Term<StatedPosition> statedPosition,
    @Text(max = 500) String citation)
    implements ReprisalEvent {}
