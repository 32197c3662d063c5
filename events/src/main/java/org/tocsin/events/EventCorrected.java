package org.tocsin.events;

import org.tocsin.events.identity.EventId;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;

/**
 * Changes fields of an earlier event of the same subject; counts move with it. A partner sends
 * {@code changes} alone; those of its fields that are sealed in the corrected type are kept apart.
 */
public record EventCorrected(
    @Required EventId corrects, @Required Changes changes, @Sealed Changes sealedChanges)
    implements ReprisalEvent {}
