package org.tocsin.events;

import org.tocsin.events.identity.CaseId;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;

/** The desk links two cases. */
public record CasesLinked(
    @Required CaseId other, @Sealed @Text(max = 2_000, lines = true) String reason)
    implements ReprisalEvent {}
