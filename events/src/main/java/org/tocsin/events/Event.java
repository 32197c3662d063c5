package org.tocsin.events;

import java.util.Optional;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.Severity;

/**
 * One event of the record.
 *
 * @param header what every event says
 * @param body what this type says
 * @param sealed what must be opened to be read
 */
public record Event(EventHeader header, ReprisalEvent body, SealedPart sealed) {

  public EventType type() {
    return body.type();
  }

  /**
   * How grave this is as news (DOMAIN rules of alerting, 1), or empty where it is no news of an act
   * or a person.
   */
  public Optional<Severity> severity() {
    return switch (body) {
      case ActReported act -> Optional.of(ActType.severity(act.actType()));
      case PersonStatusChanged change -> Optional.of(PersonStatus.severity(change.status()));
      default -> Optional.empty();
    };
  }
}
