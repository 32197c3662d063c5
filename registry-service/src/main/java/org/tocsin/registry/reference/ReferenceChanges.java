package org.tocsin.registry.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.Event;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventRetracted;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.shape.Changes;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

/**
 * What the reference data have to say that the log does not: new facts as events of their own,
 * changed ones as corrections, withdrawn ones as retractions. Nothing changes silently. Pure, so
 * that two instances that look at the same log write the same events with the same ids.
 */
final class ReferenceChanges {

  private ReferenceChanges() {}

  /**
   * The events to write, in order; none if the log says all of it.
   *
   * @param recorded what the log has of the subjects of these facts
   */
  static List<Event> of(Collection<ReferenceFact> facts, Collection<Recorded> recorded) {
    Map<String, Entry> entries = entries(recorded);
    var changes = new ArrayList<Event>();
    for (ReferenceFact fact : facts) {
      Entry entry = entries.get(fact.event().header().id().value());
      if (entry == null) {
        if (fact.withdrawn().isEmpty()) {
          changes.add(fact.event());
        }
      } else {
        amendment(fact, entry).ifPresent(changes::add);
      }
    }
    return List.copyOf(changes);
  }

  private static Map<String, Entry> entries(Collection<Recorded> recorded) {
    var entries = new HashMap<String, Entry>();
    recorded.stream()
        .collect(
            Collectors.groupingBy(
                event -> event.event().header().subject().toString(),
                TreeMap::new,
                Collectors.toList()))
        .values()
        .forEach(
            ofSubject ->
                History.of(ofSubject).entries().stream()
                    .filter(e -> e.reported().event().header().origin() instanceof Origin.Reference)
                    .forEach(e -> entries.put(e.reported().id().value(), e)));
    return entries;
  }

  private static Optional<Event> amendment(ReferenceFact fact, Entry entry) {
    if (entry.retraction().isPresent() || isOlder(fact.fileDate(), entry)) {
      return Optional.empty();
    }
    if (fact.withdrawn().isPresent()) {
      return Optional.of(amending(fact, "r", new EventRetracted(fact.event().header().id(), null)));
    }
    ObjectNode changes = difference(fact.event(), entry.now());
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            amending(
                fact,
                "c" + (entry.corrections().size() + 1),
                new EventCorrected(fact.event().header().id(), new Changes(changes), null)));
  }

  /** A file does not undo what a later one has corrected, as while instances are replaced. */
  private static boolean isOlder(LocalDate fileDate, Entry entry) {
    return entry.corrections().stream()
        .anyMatch(correction -> LocalDate.parse(correction.occurredAt().value()).isAfter(fileDate));
  }

  private static Event amending(ReferenceFact fact, String suffix, ReprisalEvent body) {
    var header = fact.event().header();
    return ReferenceFact.event(header.id() + "." + suffix, header.subject(), fact.fileDate(), body);
  }

  /** The fields that say something else now; one that is gone is null. */
  private static ObjectNode difference(Event wanted, Event present) {
    ObjectNode to = EventCodec.publicData(wanted);
    ObjectNode from = EventCodec.publicData(present);
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    Stream.concat(to.properties().stream(), from.properties().stream())
        .map(Map.Entry::getKey)
        .distinct()
        .filter(field -> !from.path(field).equals(to.path(field)))
        .forEach(
            field -> {
              if (to.has(field)) {
                changes.set(field, to.get(field));
              } else {
                changes.putNull(field);
              }
            });
    return changes;
  }
}
