package org.tocsin.events;

import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.shape.Required;

/** The desk takes a merge back. */
public record DefendersUnmerged(@Required DefenderId defender, @Required DefenderId other)
    implements ReprisalEvent {}
