package org.tocsin.registry.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.Event;
import org.tocsin.events.EventConfirmed;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventRetracted;
import org.tocsin.events.Origin;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.EventId;

/**
 * The events of one subject with corrections and retractions applied. Pure: the same set of events
 * gives the same history, whatever order they arrived in (DOMAIN.md, section 6, rules 3, 4 and 8).
 *
 * @param entries what was reported, in the total order of what it says now
 * @param unapplied corrections and retractions without effect
 */
public record History(List<Entry> entries, List<Unapplied> unapplied) {

  public History {
    entries = List.copyOf(entries);
    unapplied = List.copyOf(unapplied);
  }

  /**
   * The history of these events, which are all of one subject; an origin can correct and take back
   * only what it wrote itself.
   */
  public static History of(Collection<Recorded> events) {
    var building = new Building(events);
    var entries =
        events.stream().filter(e -> !isAmendment(e.event())).map(building::entry).sorted().toList();
    return new History(entries, building.unapplied.stream().sorted().toList());
  }

  /** The entries that count, in order. */
  public Stream<Entry> standing() {
    return entries.stream().filter(Entry::stands);
  }

  /** Whether an event corrects, takes back or confirms that one, if it is of the same subject. */
  static boolean amends(Recorded amendment, Recorded target) {
    return amended(amendment).filter(Key.of(target)::equals).isPresent();
  }

  /** What an event corrects, takes back or confirms. */
  public static Optional<Key> amended(Recorded amendment) {
    return target(amendment.event())
        .map(id -> new Key(amendment.origin(), id))
        .or(() -> confirmed(amendment));
  }

  /** The entry of an event that nothing amends; empty if it is itself an amendment. */
  static Optional<Entry> alone(Recorded event) {
    return isAmendment(event.event())
        ? Optional.empty()
        : Optional.of(new Entry(event, List.of(), Optional.empty(), event, false));
  }

  /** As {@link #of} but without what had not happened by then. */
  public History asOf(Instant then) {
    return new History(
        entries.stream().filter(entry -> !entry.current().happenedBy().isAfter(then)).toList(),
        unapplied);
  }

  private static boolean isAmendment(Event event) {
    return target(event).isPresent();
  }

  /** Only the desk confirms, and it names the organisation whose event it means. */
  private static Optional<Key> confirmed(Recorded event) {
    return event.event().header().origin() instanceof Origin.Desk
            && event.event().body() instanceof EventConfirmed confirmation
        ? Optional.of(
            new Key(
                new Origin.Partner(confirmation.organisation()).toString(),
                confirmation.confirms()))
        : Optional.empty();
  }

  private static Optional<EventId> target(Event event) {
    return switch (event.body()) {
      case EventCorrected correction -> Optional.of(correction.corrects());
      case EventRetracted retraction -> Optional.of(retraction.retracts());
      default -> Optional.empty();
    };
  }

  /** An event's id with its origin, within which it is unique. */
  public record Key(String origin, EventId id) {
    public static Key of(Recorded event) {
      return new Key(event.origin(), event.id());
    }
  }

  private static final class Building {

    private final Map<Key, List<Recorded>> amendments;
    private final List<Unapplied> unapplied = new ArrayList<>();
    private final Set<Key> confirmed;

    Building(Collection<Recorded> events) {
      Map<Key, Recorded> byKey = events.stream().collect(Collectors.toMap(Key::of, e -> e));
      confirmed =
          events.stream()
              .map(History::confirmed)
              .flatMap(Optional::stream)
              .collect(Collectors.toSet());
      amendments =
          events.stream()
              .filter(e -> isAmendment(e.event()))
              .sorted()
              .collect(
                  Collectors.groupingBy(e -> new Key(e.origin(), target(e.event()).orElseThrow())));
      amendments.forEach(
          (key, list) -> {
            Recorded target = byKey.get(key);
            if (target == null) {
              list.forEach(e -> unapplied.add(new Unapplied(e, Unapplied.Reason.WAITING)));
            } else if (isAmendment(target.event())) {
              list.forEach(e -> unapplied.add(new Unapplied(e, Unapplied.Reason.MISFIT)));
            }
          });
    }

    Entry entry(Recorded reported) {
      Event now = reported.event();
      var applied = new ArrayList<Recorded>();
      Optional<Recorded> retraction = Optional.empty();
      for (Recorded amendment : amendments.getOrDefault(Key.of(reported), List.of())) {
        if (amendment.event().body() instanceof EventCorrected correction) {
          Event corrected = EventCodec.corrected(now, correction);
          if (corrected == now) {
            unapplied.add(new Unapplied(amendment, Unapplied.Reason.MISFIT));
          } else {
            now = corrected;
            applied.add(amendment);
          }
        } else if (retraction.isEmpty()) {
          retraction = Optional.of(amendment);
        }
      }
      return new Entry(
          reported,
          applied,
          retraction,
          new Recorded(now, reported.recordedAt()),
          confirmed.contains(Key.of(reported)));
    }
  }
}
