package org.tocsin.events;

import java.util.Optional;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.vocabulary.SourceKind;
import org.tocsin.events.vocabulary.Term;

/**
 * Where a report comes from.
 *
 * @param kind what sort of source
 * @param id the same for all who quote the same source; empty where the partner named none
 */
public record Source(Term<SourceKind> kind, Optional<SourceId> id) {}
