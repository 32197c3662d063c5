package org.tocsin.registry.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.casefile.Letter;
import org.tocsin.registry.casefile.StatusEntry;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joining;
import org.tocsin.service.deadline.Deadlines;

/** What the figures should be: folded case by case from the events known then, with no database. */
final class FoldedFigures {

  private final Map<UUID, History> cases = new HashMap<>();
  private final Joined linked;
  private final Joined merged;
  private final Horizon horizon;
  private final Deadlines deadlines;

  FoldedFigures(List<Recorded> events, Horizon horizon, Deadlines deadlines) {
    this.horizon = horizon;
    this.deadlines = deadlines;
    var standing = new ArrayList<Recorded>();
    events.stream()
        .filter(event -> !event.recordedAt().isAfter(horizon.knownAt()))
        .collect(
            Collectors.groupingBy(e -> UUID.fromString(e.event().header().subject().toString())))
        .forEach(
            (id, ofCase) -> {
              var history = History.of(ofCase);
              cases.put(id, horizon.of(history));
              history.standing().map(Entry::current).forEach(standing::add);
            });
    this.linked = Joined.of(Joining.in(standing, Joining::ofCases));
    this.merged = Joined.of(Joining.in(standing, Joining::ofDefenders));
  }

  ActFigures acts(String state) {
    var counting = new ActFigures.Counting();
    reports()
        .filter(act -> act.state().equals(state))
        .forEach(
            act -> {
              counting.add(act.actType(), 1);
              counting.add(act, 1);
            });
    return counting.figures(linked);
  }

  int openCases(String state) {
    return (int)
        cases.values().stream()
            .map(CaseFile::of)
            .filter(file -> file.open() && file.states().contains(state))
            .count();
  }

  Map<String, Integer> personsByStatus(String state) {
    Set<UUID> persons = new HashSet<>();
    entries()
        .filter(e -> ReportedAct.of(e.now()).filter(act -> act.state().equals(state)).isPresent())
        .forEach(e -> persons.add(person(e)));
    var counts = new TreeMap<String, Integer>();
    for (UUID person : persons) {
      List<Entry> own = entries().filter(e -> person(e).equals(person)).sorted().toList();
      boolean isPerson =
          own.stream()
              .filter(e -> e.now().body() instanceof DefenderDescribed)
              .reduce((earlier, later) -> later)
              .map(e -> (DefenderDescribed) e.now().body())
              .filter(described -> !described.kind().is(DefenderKind.PERSON))
              .isEmpty();
      List<StatusEntry> changes = StatusEntry.changes(StatusEntry.of(new History(own, List.of())));
      if (isPerson && !changes.isEmpty()) {
        counts.merge(changes.getLast().status(), 1, Integer::sum);
      }
    }
    return counts;
  }

  LetterFigures letters(String state) {
    return LetterFigures.of(
        cases.values().stream()
            .flatMap(history -> Letter.of(history, deadlines, horizon.at()).stream())
            .filter(letter -> letter.state().equals(state))
            .sorted(
                Comparator.comparing(Letter::sentAt)
                    .thenComparing(Letter::reference)
                    .thenComparing(Letter::eventId))
            .toList());
  }

  private Stream<Entry> entries() {
    return cases.values().stream().flatMap(History::standing);
  }

  private Stream<ReportedAct> reports() {
    return entries().flatMap(entry -> ReportedAct.of(entry.now()).stream());
  }

  private UUID person(Entry entry) {
    UUID id = entry.now().header().defender().orElseThrow().value();
    return merged.setOf(id);
  }
}
