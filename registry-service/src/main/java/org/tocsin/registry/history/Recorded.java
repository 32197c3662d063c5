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

  /** Of several contents under one id the least of these stands (DOMAIN.md, section 6, rule 4). */
  public static final Comparator<Recorded> FIRST =
      Comparator.comparing(Recorded::recordedAt)
          .thenComparing(recorded -> recorded.event().header().digest());

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

  /**
   * By when it had happened at the latest: a year that is not over yet ends when we were told.
   * Figures {@code asOf} count it from then on (DOMAIN.md, section 6, rule 2).
   */
  public Instant happenedBy() {
    return occurredAt().happenedBy(recordedAt);
  }

  @Override
  public int compareTo(Recorded other) {
    return ORDER.compare(this, other);
  }
}
