package org.tocsin.alert.decision;

import org.tocsin.events.EventHeader;
import org.tocsin.events.identity.EventId;

/**
 * An event's identity: its id within its origin.
 *
 * @param origin as CloudEvents {@code source} has it
 */
public record ReportKey(String origin, String eventId) implements Comparable<ReportKey> {

  public static ReportKey of(EventHeader header) {
    return new ReportKey(header.origin().toString(), header.id().value());
  }

  /** Another event of the same origin. */
  ReportKey sibling(EventId id) {
    return new ReportKey(origin, id.value());
  }

  @Override
  public int compareTo(ReportKey other) {
    int order = origin.compareTo(other.origin);
    return order != 0 ? order : eventId.compareTo(other.eventId);
  }
}
