package org.tocsin.registry.casefile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.CaseReopened;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;

/**
 * What the events of one case come to. Pure; nothing in it names a person.
 *
 * @param open whether nobody has closed it: a person closes a case, never a rule
 * @param states in whose figures it counts
 * @param defenders whose case it is
 * @param acts what was done, as reported and not taken back
 * @param statuses how the person fared, in order
 */
public record CaseFile(
    boolean open,
    Set<String> states,
    Set<UUID> defenders,
    List<ReportedAct> acts,
    List<StatusEntry> statuses) {

  public CaseFile {
    states = new TreeSet<>(states);
    defenders = new TreeSet<>(defenders);
    acts = List.copyOf(acts);
    statuses = List.copyOf(statuses);
  }

  /** The case with this history. */
  public static CaseFile of(History history) {
    List<ReportedAct> acts =
        history.standing().map(Entry::now).map(ReportedAct::of).flatMap(Optional::stream).toList();
    return new CaseFile(
        isOpen(history),
        acts.stream().map(ReportedAct::state).collect(Collectors.toSet()),
        history.entries().stream()
            .map(entry -> entry.now().header().defender().orElse(null))
            .filter(Objects::nonNull)
            .map(defender -> defender.value())
            .collect(Collectors.toSet()),
        acts,
        StatusEntry.changes(StatusEntry.of(history)));
  }

  /** Where the person stands, or empty where nothing is reported of it. */
  public Optional<StatusEntry> status() {
    return statuses.isEmpty() ? Optional.empty() : Optional.of(statuses.getLast());
  }

  private static boolean isOpen(History history) {
    return history
        .standing()
        .map(entry -> entry.now().body())
        .filter(body -> body instanceof CaseClosed || body instanceof CaseReopened)
        .reduce((earlier, later) -> later)
        .map(CaseReopened.class::isInstance)
        .orElse(true);
  }
}
