package org.tocsin.alert.decision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What the desk's links of cases do to alerts: acts that agree in type, responsible State and date
 * are one from then on, told of by the sources of all (DOMAIN.md, section 9, example 7).
 */
record Linking(Board board) {

  void link(Link decision) {
    Set<UUID> cases = new HashSet<>(board.links().with(decision.one()));
    cases.addAll(board.links().with(decision.other()));
    if (!board.links().decide(decision)) {
      return;
    }
    Map<String, List<Alert>> byAct = new LinkedHashMap<>();
    cases.addAll(board.links().with(decision.one()));
    for (Alert alert : board.shelf().linkable(cases)) {
      byAct.computeIfAbsent(alert.linkKey().orElseThrow(), none -> new ArrayList<>()).add(alert);
    }
    byAct.values().forEach(alerts -> regroup(alerts, decision));
  }

  private void regroup(List<Alert> alerts, Link decision) {
    List<Alert> before = alerts.stream().filter(alert -> alert.ties().sameAs() == null).toList();
    Map<UUID, UUID> elders = elders(alerts);
    boolean changes = false;
    for (Alert alert : alerts) {
      UUID elder = elders.get(alert.id());
      if (!Objects.equals(elder, alert.ties().sameAs())) {
        changes = true;
        board.put(alert.with(alert.ties().sameAs(elder)));
      }
    }
    if (!changes) {
      return;
    }
    // Marks depend on the whole group: those that stayed where they were are written too.
    alerts.forEach(alert -> board.put(board.alert(alert.id())));
    String occasion = Occasion.linked(decision);
    var telling = new Telling(board);
    if (decision.linked()) {
      List<Alert> group = board.shelf().together(board.alert(before.getFirst().id()));
      boolean corroborated = !board.isUnverified(group.getFirst());
      telling.reachedByEmail(group, occasion, corroborated ? Label.CORROBORATED : Label.LINKED);
    } else {
      telling.reachedByEmail(alerts, occasion, Label.CORRECTED);
    }
  }

  /**
   * The elder of each alert, null for one that is its own: in linked cases only, as two reports of
   * one case are two acts by their partner's own word.
   */
  private Map<UUID, UUID> elders(List<Alert> alerts) {
    Map<UUID, UUID> elders = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      Set<UUID> linked = board.links().with(alert.caseId());
      elders.put(
          alert.id(),
          alerts.stream()
              .takeWhile(elder -> !elder.id().equals(alert.id()))
              .filter(elder -> elders.get(elder.id()) == null)
              .filter(elder -> linked.contains(elder.caseId()))
              .filter(elder -> !elder.caseId().equals(alert.caseId()))
              .map(Alert::id)
              .findFirst()
              .orElse(null));
    }
    return elders;
  }

  /** An alert of a group was taken back: the others stand by themselves, or around another. */
  void without(Alert gone, List<Alert> group, boolean wereUnverified, String occasion) {
    List<Alert> left = group.stream().filter(alert -> !alert.id().equals(gone.id())).toList();
    if (left.isEmpty()) {
      return;
    }
    Map<UUID, UUID> elders = elders(left);
    left.forEach(alert -> board.put(alert.with(alert.ties().sameAs(elders.get(alert.id())))));
    if (!wereUnverified && board.isUnverified(board.alert(left.getFirst().id()))) {
      new Telling(board).reachedByEmail(left, occasion, Label.CORRECTED);
    }
  }

  /** An alert of a group reads otherwise now: it may not be the same act any more. */
  void restated(Alert after, List<Alert> group) {
    if (group.size() < 2) {
      return;
    }
    List<Alert> same =
        group.stream()
            .map(alert -> board.alert(alert.id()))
            .filter(alert -> alert.linkKey().isPresent())
            .toList();
    for (Alert alert : same) {
      boolean stays =
          same.stream()
              .anyMatch(
                  other ->
                      !other.id().equals(alert.id()) && other.linkKey().equals(alert.linkKey()));
      if (!stays && alert.ties().sameAs() != null) {
        board.put(alert.with(alert.ties().sameAs(null)));
      }
    }
  }
}
