package org.tocsin.events.submission;

import org.tocsin.events.shape.Required;
import org.tocsin.events.time.OccurredAt;

/**
 * The fields that the desk sends with what it records (a letter, a reply, a measure), whatever the
 * type. A decision has none of them: it happens when it is made.
 */
public record DeskFields(
    @Required OccurredAt occurredAt, String language, SharedFields.Quoted source) {}
