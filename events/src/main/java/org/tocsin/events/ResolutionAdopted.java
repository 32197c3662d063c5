package org.tocsin.events;

import java.time.LocalDate;
import org.tocsin.events.identity.Symbol;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Text;

/** A resolution of a UN body. */
public record ResolutionAdopted(
    @Required Symbol symbol,
    @Required String body,
    @Required LocalDate date,
    Tally tally,
    @Text(max = 500) String citation)
    implements ReprisalEvent {}
