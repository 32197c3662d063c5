package org.tocsin.alert.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.tocsin.alert.silence.Silence;
import org.tocsin.alert.storm.Storm;
import org.tocsin.alert.storm.StormWatch;

/**
 * The alerts that a batch of events may touch, while it is decided. Knows no clock and no database:
 * it is given what was, and tells what is to be done and what has changed. Not for several threads.
 */
public final class Board {

  /** A report and the alert that it is in; null if it was taken back before it came. */
  public record Filed(Report report, UUID alert) {}

  private final Instant now;
  private final Supplier<UUID> ids;
  private final List<Silence> silences;
  private final StormWatch watch;
  private final Links links;
  private final Shelf shelf = new Shelf();
  private final Map<ReportKey, Filed> reports = new HashMap<>();
  private final Set<ReportKey> known = new HashSet<>();
  private final Map<UUID, Set<ReportKey>> inAlert = new HashMap<>();
  private final Map<ReportKey, Set<Amendment>> amendments = new HashMap<>();
  private final Map<UUID, Storm> storms = new HashMap<>();
  private final Set<UUID> changed = new LinkedHashSet<>();
  private final Set<ReportKey> changedReports = new LinkedHashSet<>();
  private final Map<UUID, Storm> changedStorms = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private Instant wakesFrom = Instant.MIN;
  private Instant recordedAt = Instant.MAX;

  /**
   * An empty board.
   *
   * @param now when this is decided
   * @param ids gives ids to new alerts
   * @param silences those that may be in force
   */
  public Board(
      Instant now, Supplier<UUID> ids, List<Silence> silences, StormWatch watch, Links links) {
    this.now = now;
    this.ids = ids;
    this.silences = List.copyOf(silences);
    this.watch = watch;
    this.links = links;
  }

  /** Puts what is known on the board. */
  public Board know(
      Collection<Alert> raised,
      Collection<Filed> filed,
      Collection<Amendment> amended,
      Collection<Shelf.Elder> first,
      Collection<Storm> open) {
    raised.forEach(shelf::put);
    filed.forEach(this::show);
    amended.forEach(one -> amendments(one.target()).add(one));
    first.forEach(shelf::know);
    open.forEach(storm -> storms.put(storm.alert(), storm));
    return this;
  }

  /**
   * Says since when news is told.
   *
   * @param instant what was recorded before it is filed, and tells nobody
   */
  public Board wakesFrom(Instant instant) {
    wakesFrom = instant;
    return this;
  }

  /** Says that these reports are filed; their content is not needed. */
  public Board know(Set<ReportKey> filed) {
    known.addAll(filed);
    return this;
  }

  /** Takes an event that is news; one that is known changes nothing. */
  public void report(Report report) {
    if (!known.contains(report.key()) && !reports.containsKey(report.key())) {
      recordedAt = report.recordedAt();
      new Filing(this).file(report);
    }
  }

  /**
   * Takes news that no event reports, such as that a letter has become overdue.
   *
   * @param label how messages are marked; may be empty
   * @param since when it became news
   */
  public void tell(News news, String label, Instant since) {
    recordedAt = since;
    new Telling(this).fresh(Alert.of(newId(), news, now), Occasion.FIRST, label);
  }

  /** Takes a correction or a retraction; one that is known changes nothing. */
  public void amend(Amendment amendment) {
    if (amendments(amendment.target()).stream()
        .noneMatch(one -> one.key().equals(amendment.key()))) {
      recordedAt = amendment.recordedAt();
      new Amending(this).amend(amendment);
    }
  }

  /** Takes back what the clock had told, and what turned out not to be so. */
  public void takeBack(Alert alert) {
    if (!alert.cancelled()) {
      new Amending(this).cancel(alert, Occasion.TAKEN_BACK, Label.CANCEL);
    }
  }

  /** Takes a decision of the desk on two cases; one that is known changes nothing. */
  public void link(Link decision) {
    recordedAt = decision.recordedAt();
    new Linking(this).link(decision);
  }

  /** Every alert on the board. */
  public List<Alert> alerts() {
    return shelf.all();
  }

  /** What is to be done, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The alerts that are new or have changed. */
  public List<Alert> changedAlerts() {
    return changed.stream().map(shelf::get).toList();
  }

  /** The reports that are new or have changed. */
  public List<Filed> changedReports() {
    return changedReports.stream().map(reports::get).toList();
  }

  /** The storms that began, grew or shrank. */
  public Collection<Storm> changedStorms() {
    return List.copyOf(changedStorms.values());
  }

  /** Whether messages of the alert are marked UNVERIFIED, in the light of what the desk linked. */
  public boolean isUnverified(Alert alert) {
    return alert.isUnverified(sources(alert));
  }

  /** What a report means now; empty once it is taken back. */
  public Optional<News> news(Report report) {
    return report.news(amendments(report.key()));
  }

  /** When this is decided; for what tells nobody, when it was told: when it was recorded. */
  Instant now() {
    return isStale() ? recordedAt : now;
  }

  /** Whether what is just being decided tells nobody. */
  boolean isStale() {
    return recordedAt.isBefore(wakesFrom);
  }

  UUID newId() {
    return ids.get();
  }

  Links links() {
    return links;
  }

  Shelf shelf() {
    return shelf;
  }

  StormWatch watch() {
    return watch;
  }

  List<Silence> silences() {
    return silences;
  }

  /** An alert that is on the board; null if it is not. */
  public Alert alert(UUID id) {
    return shelf.get(id);
  }

  Filed filed(ReportKey key) {
    return reports.get(key);
  }

  Set<Amendment> amendments(ReportKey target) {
    return amendments.computeIfAbsent(target, none -> new TreeSet<>());
  }

  Optional<Storm> storm(UUID id) {
    return Optional.ofNullable(storms.get(id));
  }

  void put(Storm storm) {
    storms.put(storm.alert(), storm);
    changedStorms.put(storm.alert(), storm);
  }

  void put(Alert alert) {
    shelf.put(alert);
    changed.add(alert.id());
    shelf.together(alert).forEach(mate -> changed.add(mate.id()));
  }

  void put(Report report, UUID alert) {
    Filed before = reports.get(report.key());
    if (before != null && before.alert() != null) {
      inAlert.get(before.alert()).remove(report.key());
    }
    show(new Filed(report, alert));
    changedReports.add(report.key());
  }

  void step(Step step) {
    if (!(step instanceof Step.Tell && isStale())) {
      steps.add(step);
    }
  }

  /** The other reports in an alert that stand, as news, the first recorded first. */
  List<News> othersIn(Alert alert, ReportKey without) {
    return inAlert.getOrDefault(alert.id(), Set.of()).stream()
        .filter(key -> !key.equals(without))
        .map(key -> reports.get(key).report())
        .sorted(Comparator.comparing(Report::recordedAt).thenComparing(Report::key))
        .flatMap(report -> news(report).stream())
        .toList();
  }

  private Set<String> sources(Alert alert) {
    var all = new HashSet<>(alert.sources());
    shelf.together(alert).forEach(mate -> all.addAll(mate.sources()));
    return all;
  }

  private void show(Filed filed) {
    reports.put(filed.report().key(), filed);
    if (filed.alert() != null) {
      inAlert
          .computeIfAbsent(filed.alert(), none -> new LinkedHashSet<>())
          .add(filed.report().key());
    }
  }
}
