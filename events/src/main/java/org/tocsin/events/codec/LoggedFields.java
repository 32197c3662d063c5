package org.tocsin.events.codec;

import java.util.Optional;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Source;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.IncidentId;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.shape.Required;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.SourceKind;
import org.tocsin.events.vocabulary.Term;

/**
 * The fields of an {@link EventHeader} that stand in the event's data on the log; the others are
 * CloudEvents attributes.
 */
public record LoggedFields(
    @Required OccurredAt occurredAt,
    DefenderId defenderId,
    IncidentId incidentId,
    String language,
    LoggedSource source,
    String by) {

  /** Where a report comes from; nobody can tell the source from its id. */
  public record LoggedSource(@Required Term<SourceKind> kind, SourceId sourceId) {}

  static LoggedFields of(EventHeader header) {
    return new LoggedFields(
        header.occurredAt(),
        header.defender().orElse(null),
        header.incident().orElse(null),
        header.language().orElse(null),
        header.source().map(s -> new LoggedSource(s.kind(), s.id().orElse(null))).orElse(null),
        header.by().orElse(null));
  }

  Optional<Source> readSource() {
    return Optional.ofNullable(source)
        .map(s -> new Source(s.kind, Optional.ofNullable(s.sourceId)));
  }
}
