package org.tocsin.registry.joining;

import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

/** The histories of cases as they were known at a moment. */
final class Known {

  private Known() {}

  static Stream<History> at(Collection<Recorded> events, Instant moment) {
    return events.stream()
        .filter(event -> !event.recordedAt().isAfter(moment))
        .distinct()
        .collect(Collectors.groupingBy(event -> event.event().header().subject()))
        .values()
        .stream()
        .map(History::of);
  }
}
