package org.tocsin.events;

import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.Term;

/** Where the person stands now. */
public record PersonStatusChanged(
    @Required Term<PersonStatus> status, @Sealed @Text(max = 20_000, lines = true) String summary)
    implements ReprisalEvent {}
