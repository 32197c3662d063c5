package org.tocsin.registry.state;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tocsin.events.Event;
import org.tocsin.events.UnMembershipRecorded;
import org.tocsin.registry.history.Recorded;

/**
 * Which States are members of the United Nations, and which observe, on any day. Pure: events of
 * other types say nothing here, and their order does not matter.
 */
public final class Memberships {

  private final Map<String, List<UnMembershipRecorded>> byState = new TreeMap<>();

  private Memberships() {}

  /** As these events have it, which stand and are corrected already. */
  public static Memberships of(Collection<Recorded> events) {
    var memberships = new Memberships();
    events.stream()
        .sorted()
        .map(Recorded::event)
        .map(Event::body)
        .filter(UnMembershipRecorded.class::isInstance)
        .map(UnMembershipRecorded.class::cast)
        .forEach(
            one ->
                memberships
                    .byState
                    .computeIfAbsent(one.state().code(), _ -> new ArrayList<>())
                    .add(one));
    return memberships;
  }

  /**
   * {@code member} or {@code observer}; empty for territories and former States. Where several are
   * told for one day, the latest in the total order.
   */
  public Optional<String> on(LocalDate day, String state) {
    return byState.getOrDefault(state, List.of()).stream()
        .filter(one -> !day.isBefore(one.from()) && (one.to() == null || !day.isAfter(one.to())))
        .map(one -> one.membership().code())
        .reduce((earlier, later) -> later);
  }
}
