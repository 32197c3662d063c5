package org.tocsin.events;

import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Text;
import org.tocsin.events.vocabulary.LawChange;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;

/** A change of a State's law. */
public record StateLawChanged(
    @Required State state,
    @Required Term<LawChange> change,
    @Required @Text(max = 500) String citation)
    implements ReprisalEvent {}
