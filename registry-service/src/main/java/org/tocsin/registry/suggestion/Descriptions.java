package org.tocsin.registry.suggestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Name;
import org.tocsin.events.SealedPart;
import org.tocsin.events.sealing.KeyName;
import org.tocsin.registry.history.Amendments;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Incoming;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.history.Stored;

/** Single descriptions of defenders, with what corrects them or takes them back. */
@ApplicationScoped
class Descriptions {

  private final EventStore events;
  private final Amendments amendments;

  Descriptions(EventStore events, Amendments amendments) {
    this.events = events;
    this.amendments = amendments;
  }

  /**
   * What a description says now.
   *
   * @param place of its event
   * @param current after corrections; empty where it does not stand
   * @param names in its order; none while they are sealed
   * @param keys by which it and its corrections open, and whether they do
   */
  record Description(
      long place,
      UUID defender,
      Optional<Recorded> current,
      List<Name> names,
      Map<KeyName, Boolean> keys) {}

  /** The standing descriptions on which a change bears: fresh ones, and what is amended. */
  Collection<Stored> concerned(Connection connection, Incoming.Change change) throws SQLException {
    Map<Long, Stored> concerned = new LinkedHashMap<>();
    Stream.of(change.fresh(), amendments.targets(connection, change))
        .flatMap(List::stream)
        .filter(Descriptions::describes)
        .forEach(each -> concerned.put(each.place(), each));
    return concerned.values();
  }

  static boolean describes(Stored stored) {
    var event = stored.recorded().event();
    return event.body() instanceof DefenderDescribed && event.header().defender().isPresent();
  }

  /**
   * What these descriptions say now. What stands in the log in plain text, as in its first days, is
   * left out: it could not be erased.
   */
  List<Description> read(
      Connection connection, Collection<Stored> targets, DescribedNames.Opening opening)
      throws SQLException {
    Map<Long, List<Recorded>> amending = amendments.of(connection, targets);
    var parts = new ArrayList<List<Recorded>>();
    for (Stored target : targets) {
      parts.add(
          isPlain(target.recorded())
              ? List.of()
              : Stream.concat(
                      Stream.of(target.recorded()),
                      amending.getOrDefault(target.place(), List.of()).stream()
                          .filter(each -> !isPlain(each)))
                  .toList());
    }
    List<Recorded> opened = opening.open(parts.stream().flatMap(List::stream).toList());
    var read = new ArrayList<Description>();
    int next = 0;
    for (Stored target : targets) {
      List<Recorded> closed = parts.get(read.size());
      read.add(description(target, closed, opened.subList(next, next + closed.size())));
      next += closed.size();
    }
    return read;
  }

  /** The standing events at these places. */
  Collection<Stored> at(Connection connection, Collection<Long> places) throws SQLException {
    return places.isEmpty() ? List.of() : events.at(connection, places);
  }

  private static Description description(
      Stored target, List<Recorded> closed, List<Recorded> opened) {
    Map<KeyName, Boolean> keys = new HashMap<>();
    for (int i = 0; i < closed.size(); i++) {
      if (closed.get(i).event().sealed() instanceof SealedPart.Closed part) {
        keys.merge(
            new KeyName(KeyName.ownerOf(closed.get(i).event()), part.keyId()),
            opened.get(i).event().sealed() instanceof SealedPart.Open,
            Boolean::logicalAnd);
      }
    }
    Optional<Recorded> current =
        History.of(opened)
            .standing()
            .filter(entry -> entry.now().body() instanceof DefenderDescribed)
            .map(Entry::current)
            .findFirst();
    return new Description(
        target.place(),
        target.recorded().event().header().defender().orElseThrow().value(),
        current,
        current.map(now -> ((DefenderDescribed) now.event().body()).names()).orElse(List.of()),
        keys);
  }

  private static boolean isPlain(Recorded event) {
    return event.event().sealed() instanceof SealedPart.Open;
  }
}
