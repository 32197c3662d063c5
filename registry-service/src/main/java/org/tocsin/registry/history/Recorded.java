package org.tocsin.registry.history;

import java.time.Instant;
import java.util.Comparator;
import org.tocsin.events.Event;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.time.OccurredAt;

/**
 * An event and when we knew. Ordered as DOMAIN.md, section 6, rule 3 demands, and by origin where
 * two organisations chose the same id: a total order.
 *
 * @param event what happened
 * @param recordedAt the broker's append time
 */
public record Recorded(Event event, Instant recordedAt) implements Comparable<Recorded> {

  private static final Comparator<Recorded> ORDER =
      Comparator.comparing(Recorded::occurredAt)
          .thenComparing(Recorded::recordedAt)
          .thenComparing(Recorded::id)
          .thenComparing(Recorded::origin);

  public OccurredAt occurredAt() {
    return event.header().occurredAt();
  }

  public EventId id() {
    return event.header().id();
  }

  /** Who wrote it, as the log has it. */
  public String origin() {
    return event.header().origin().toString();
  }

  @Override
  public int compareTo(Recorded other) {
    return ORDER.compare(this, other);
  }
}
