package org.tocsin.registry.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.CasesLinked;
import org.tocsin.events.CasesUnlinked;
import org.tocsin.events.Event;
import org.tocsin.registry.history.Amendments;
import org.tocsin.registry.history.Incoming;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.history.Stored;
import org.tocsin.registry.history.Version;
import org.tocsin.registry.joining.Joinings;

/**
 * Keeps the facts in step with the events. An event that nothing amends has one version and is
 * written as it comes; only where corrections, retractions or confirmations are about is anything
 * read again.
 */
@ApplicationScoped
public class Facts {

  private final Amendments amendments;
  private final Joinings joinings;
  private final FactTable table;

  Facts(Amendments amendments, Joinings joinings, FactTable table) {
    this.amendments = amendments;
    this.joinings = joinings;
    this.table = table;
  }

  /** Writes what a change of the stored events comes to, in the same transaction. */
  public void apply(Connection connection, Incoming.Change change) throws SQLException {
    Set<UUID> linked = joinings.apply(connection, change);
    List<Stored> targets = amendments.targets(connection, change);
    table.delete(
        connection,
        Stream.of(change.overthrown(), targets).flatMap(List::stream).map(Stored::place).toList());
    // What is amended by events of its own batch is fresh and a target.
    Map<Long, Stored> changed = new LinkedHashMap<>();
    Stream.of(change.fresh(), targets)
        .flatMap(List::stream)
        .forEach(event -> changed.put(event.place(), event));
    Map<Long, List<Recorded>> amending = amendments.of(connection, changed.values());
    table.write(
        connection,
        changed.values().stream()
            .map(event -> facts(event, amending.getOrDefault(event.place(), List.of())))
            .toList());
    table.share(connection, linked);
  }

  /** The cases that these events link or part: what is written in one bears on the others. */
  public static Set<String> linked(Collection<Event> events) {
    return events.stream().flatMap(Facts::linked).collect(Collectors.toSet());
  }

  private static Stream<String> linked(Event event) {
    String own = event.header().subject().toString();
    return switch (event.body()) {
      case CasesLinked link -> Stream.of(own, link.other().toString());
      case CasesUnlinked link -> Stream.of(own, link.other().toString());
      default -> Stream.of();
    };
  }

  private static FactTable.OfEvent facts(Stored event, List<Recorded> amendments) {
    return new FactTable.OfEvent(
        event.place(),
        Version.of(event.recorded(), amendments).stream()
            .map(Fact::of)
            .flatMap(Optional::stream)
            .toList());
  }
}
