package org.tocsin.registry;

import java.util.Optional;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Origin;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;

/** The desk as the writer of events, which it dates to the instant. */
public final class Desk {

  private Desk() {}

  public static Event write(Event event) {
    EventHeader header = event.header();
    return new Event(
        new EventHeader(
            header.id(),
            new Origin.Desk(),
            header.subject(),
            header.defender(),
            header.incident(),
            new OccurredAt(header.occurredAt().value() + "T12:00:00Z", Precision.INSTANT),
            Optional.empty(),
            header.language(),
            header.digest(),
            header.by()),
        event.body(),
        event.sealed());
  }
}
