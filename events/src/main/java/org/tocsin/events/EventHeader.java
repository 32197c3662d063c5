package org.tocsin.events;

import java.util.Optional;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IncidentId;
import org.tocsin.events.time.OccurredAt;

/**
 * What every event says, whatever its type; nothing in it names a person.
 *
 * @param id chosen by the writer, unique within its origin
 * @param origin who wrote it, from the credential
 * @param subject what it is about
 * @param defender whom it is about; empty for events about no case
 * @param incident the incident, where the partner named one
 * @param occurredAt when it happened
 * @param source where it comes from; empty for the desk's own decisions
 * @param language the language of its texts (BCP 47), where known
 * @param digest keyed digest of the whole content, 64 hexadecimal digits
 * @param by the desk's user who decided or recorded it; empty for events of partners
 */
public record EventHeader(
    EventId id,
    Origin origin,
    Subject subject,
    Optional<DefenderId> defender,
    Optional<IncidentId> incident,
    OccurredAt occurredAt,
    Optional<Source> source,
    Optional<String> language,
    String digest,
    Optional<String> by) {

  /** The header of an event that a partner wrote. */
  public EventHeader(
      EventId id,
      Origin origin,
      Subject subject,
      Optional<DefenderId> defender,
      Optional<IncidentId> incident,
      OccurredAt occurredAt,
      Optional<Source> source,
      Optional<String> language,
      String digest) {
    this(
        id,
        origin,
        subject,
        defender,
        incident,
        occurredAt,
        source,
        language,
        digest,
        Optional.empty());
  }
}
