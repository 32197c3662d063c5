package org.tocsin.events;

import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.shape.Text;

/**
 * The desk finds that two defenders are not one, although their names suggest it. It holds as long
 * as both have the names that they had then.
 *
 * @param defender the one on whose page it was decided
 * @param other the other one
 * @param names keyed digest of the names of both, 64 hexadecimal digits: with other names they are
 *     suggested again
 * @param reason why they are two
 */
public record MergeSuggestionDismissed(
    @Required DefenderId defender,
    @Required DefenderId other,
    @Required String names,
    @Required @Sealed @Text(max = 2_000, lines = true) String reason)
    implements ReprisalEvent {}
