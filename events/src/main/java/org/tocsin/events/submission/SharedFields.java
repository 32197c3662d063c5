package org.tocsin.events.submission;

import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Sealed;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.SourceKind;
import org.tocsin.events.vocabulary.Term;

/**
 * The fields that a partner sends with an event of any type. The references are the partner's own
 * and are sealed: people put names into them.
 */
public record SharedFields(
    @Required OccurredAt occurredAt,
    @Sealed String caseRef,
    @Sealed String defenderRef,
    @Sealed String incidentRef,
    String language,
    @Required Quoted source) {

  /** Where a report comes from, as the partner names it. */
  public record Quoted(@Required Term<SourceKind> kind, @Sealed String sourceRef) {}
}
