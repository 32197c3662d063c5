package org.tocsin.events;

import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;

/** A person closes a case; no rule ever does. */
public record CaseClosed(@Sealed @Text(max = 2_000, lines = true) String reason)
    implements ReprisalEvent {}
