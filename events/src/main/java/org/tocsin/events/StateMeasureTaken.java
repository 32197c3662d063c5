package org.tocsin.events;

import org.tocsin.events.shape.Required;
import org.tocsin.events.vocabulary.AccountabilityTrack;
import org.tocsin.events.vocabulary.MeasureStep;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;

/** A step of a State towards accountability in a case. */
public record StateMeasureTaken(
    @Required State state,
    @Required Term<AccountabilityTrack> track,
    @Required Term<MeasureStep> step)
    implements ReprisalEvent {}
