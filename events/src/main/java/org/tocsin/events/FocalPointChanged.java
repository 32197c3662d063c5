package org.tocsin.events;

import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Text;
import org.tocsin.events.vocabulary.FocalPointStep;
import org.tocsin.events.vocabulary.Term;

/** A dated step of the UN focal point on reprisals. */
public record FocalPointChanged(
    @Required Term<FocalPointStep> step, @Text(max = 500) String citation)
    implements ReprisalEvent {}
