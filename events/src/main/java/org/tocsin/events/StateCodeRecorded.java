package org.tocsin.events;

import java.time.LocalDate;
import org.tocsin.events.shape.Required;
import org.tocsin.events.vocabulary.State;

/**
 * A code of ISO 3166-1 alpha-2, as the list has it.
 *
 * @param name short English name
 * @param withdrawn the day on which the code was withdrawn (ISO 3166-3); null while it is in force
 */
public record StateCodeRecorded(@Required State state, @Required String name, LocalDate withdrawn)
    implements ReprisalEvent {}
