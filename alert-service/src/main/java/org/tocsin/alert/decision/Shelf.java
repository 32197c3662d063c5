package org.tocsin.alert.decision;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The alerts of a {@link Board}, to be found by what reports of the same thing have in common.
 * Keeps an alert under what it once had: whoever asks looks at the alert itself. Not for several
 * threads.
 */
public final class Shelf {

  /**
   * The first alert by which an organisation told of an act of some type, State and date.
   *
   * @param linkKey {@link News#linkKey}
   */
  public record Elder(String linkKey, String partner, UUID alert, UUID caseId) {}

  private final Map<UUID, Alert> alerts = new HashMap<>();
  private final Map<String, Set<UUID>> index = new HashMap<>();
  private final Map<String, Map<String, Elder>> elders = new HashMap<>();

  Alert get(UUID id) {
    return alerts.get(id);
  }

  List<Alert> all() {
    return List.copyOf(alerts.values());
  }

  void put(Alert alert) {
    alerts.put(alert.id(), alert);
    show(alert.id(), ofGroup(alert.ties().sameAs() == null ? alert.id() : alert.ties().sameAs()));
    if (alert.caseId() == null) {
      return;
    }
    show(alert.id(), ofCase(alert.caseId(), alert.change()));
    alert.actKeys().forEach(key -> show(alert.id(), ofKey(key)));
    alert.linkKey().ifPresent(key -> show(alert.id(), ofLink(key)));
    if (!alert.cancelled() && alert.linkKey().isPresent() && alert.about().partner().isPresent()) {
      know(
          new Elder(
              alert.linkKey().get(), alert.about().partner().get(), alert.id(), alert.caseId()));
    }
  }

  void know(Elder elder) {
    elders
        .computeIfAbsent(elder.linkKey(), none -> new HashMap<>())
        .putIfAbsent(elder.partner(), elder);
  }

  /** The alerts that news might belong to. */
  Collection<Alert> candidates(News news, Links links) {
    var found = new HashSet<UUID>(at(ofCase(news.caseId(), news.change())));
    news.actKeys().forEach(key -> found.addAll(at(ofKey(key))));
    if (links.with(news.caseId()).size() > 1) {
      news.linkKey().ifPresent(key -> found.addAll(at(ofLink(key))));
    }
    return found.stream().map(alerts::get).toList();
  }

  /** The alerts of these cases that reports in linked cases could be the same act as. */
  List<Alert> linkable(Set<UUID> cases) {
    return alerts.values().stream()
        .filter(alert -> !alert.cancelled() && alert.linkKey().isPresent())
        .filter(alert -> cases.contains(alert.caseId()))
        .sorted(Alert.ELDEST)
        .toList();
  }

  /** The alert with those that the desk's links make the same act; the eldest first. */
  List<Alert> together(Alert alert) {
    UUID elder = alert.ties().sameAs() == null ? alert.id() : alert.ties().sameAs();
    return at(ofGroup(elder)).stream()
        .map(alerts::get)
        .filter(one -> one.id().equals(elder) || elder.equals(one.ties().sameAs()))
        .sorted(Alert.ELDEST)
        .toList();
  }

  /** By whom else an act of this type, State and date was told first. */
  Optional<Elder> possiblySame(News news) {
    Optional<String> partner = news.about().partner();
    return news.linkKey().map(key -> elders.getOrDefault(key, Map.of()).values()).stream()
        .flatMap(Collection::stream)
        .filter(elder -> !partner.equals(Optional.of(elder.partner())))
        .filter(elder -> !elder.caseId().equals(news.caseId()))
        .min(Comparator.comparing(Elder::partner));
  }

  private void show(UUID alert, String place) {
    index.computeIfAbsent(place, none -> new LinkedHashSet<>()).add(alert);
  }

  private Set<UUID> at(String place) {
    return index.getOrDefault(place, Set.of());
  }

  private static String ofCase(UUID caseId, String change) {
    return "case " + caseId + " " + change;
  }

  private static String ofKey(String actKey) {
    return "key " + actKey;
  }

  private static String ofLink(String linkKey) {
    return "link " + linkKey;
  }

  private static String ofGroup(UUID elder) {
    return "group " + elder;
  }
}
