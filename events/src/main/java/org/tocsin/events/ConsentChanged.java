package org.tocsin.events;

import java.time.LocalDate;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.vocabulary.ConsentDecision;
import org.tocsin.events.vocabulary.ConsentPurpose;
import org.tocsin.events.vocabulary.Term;

/** What the defender decided on one purpose. */
public record ConsentChanged(
    @Required Term<ConsentPurpose> purpose,
    @Required Term<ConsentDecision> decision,
    @Sealed String givenBy,
    LocalDate expires)
    implements ReprisalEvent {}
