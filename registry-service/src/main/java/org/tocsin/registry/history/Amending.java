package org.tocsin.registry.history;

import java.util.Set;
import java.util.stream.Collectors;
import org.tocsin.events.EventType;

/** The types of events that change what another event of the same subject comes to. */
final class Amending {

  static final Set<EventType> TYPES =
      Set.of(EventType.EVENT_CORRECTED, EventType.EVENT_RETRACTED, EventType.EVENT_CONFIRMED);

  /** As the index over them has it. */
  static final String CONDITION =
      TYPES.stream()
          .map(type -> "'" + type.wireName() + "'")
          .sorted()
          .collect(Collectors.joining(", ", "type IN (", ")"));

  private Amending() {}
}
