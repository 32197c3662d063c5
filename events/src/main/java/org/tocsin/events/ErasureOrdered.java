package org.tocsin.events;

import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;

/** A defender's names and narrative are to be made unreadable everywhere. */
public record ErasureOrdered(
    @Required DefenderId defender, @Sealed @Text(max = 2_000, lines = true) String reason)
    implements ReprisalEvent {}
