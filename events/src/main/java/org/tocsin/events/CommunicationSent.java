package org.tocsin.events;

import java.time.LocalDate;
import org.tocsin.events.shape.Required;
import org.tocsin.events.vocabulary.Mechanism;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;

/** A letter of a UN mechanism to a State; the deadline is derived, never sent. */
public record CommunicationSent(
    @Required Term<Mechanism> mechanism,
    @Required String reference,
    @Required State state,
    @Required LocalDate sentAt)
    implements ReprisalEvent {}
