package org.tocsin.events;

import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.shape.Required;

/** The desk finds that two identities are one defender. */
public record DefendersMerged(@Required DefenderId defender, @Required DefenderId other)
    implements ReprisalEvent {}
