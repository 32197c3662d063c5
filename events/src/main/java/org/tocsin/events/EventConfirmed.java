package org.tocsin.events;

import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Required;

/** The desk takes a flagged event into the figures. */
public record EventConfirmed(@Required EventId confirms, @Required Organisation organisation)
    implements ReprisalEvent {}
