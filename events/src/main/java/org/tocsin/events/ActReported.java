package org.tocsin.events;

import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PerpetratorCategory;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.events.vocabulary.UnCooperation;

/** One reprisal: an arrest, a closure. */
public record ActReported(
    @Required Term<ActType> actType,
    @Required State incidentState,
    State responsibleState,
    Term<PerpetratorCategory> perpetrator,
    Term<UnCooperation> unCooperation,
    @Sealed @Text(max = 20_000, lines = true) String summary,
    @Sealed @Text(max = 500, lines = true) String place)
    implements ReprisalEvent {}
