package org.tocsin.events;

import org.tocsin.events.identity.EventId;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;

/** Takes an earlier event of the same subject back. */
public record EventRetracted(
    @Required EventId retracts, @Sealed @Text(max = 2_000, lines = true) String reason)
    implements ReprisalEvent {}
