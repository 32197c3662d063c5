package org.tocsin.events;

import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;

/** A person opens a case again. */
public record CaseReopened(@Sealed @Text(max = 2_000, lines = true) String reason)
    implements ReprisalEvent {}
