package org.tocsin.events;

import org.tocsin.events.shape.Required;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;

/** A State's reply to a communication. */
public record StateReplied(@Required String reference, @Required Term<ReplyKind> kind, State state)
    implements ReprisalEvent {}
