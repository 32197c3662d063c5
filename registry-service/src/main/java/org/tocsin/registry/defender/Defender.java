package org.tocsin.registry.defender;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Name;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.act.SameActs;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.casefile.StatusEntry;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joining;

/**
 * A defender, from all of the defender's cases. Pure.
 *
 * @param id keyed hash of (organisation, reference)
 * @param knownAt what was recorded until then is in; asked again with it, the page is the same
 * @param asOf what had happened by then; null for all that is known
 * @param merged the other ids that the desk has found to be the same defender
 * @param merges the desk's decisions by which they are one, in order
 * @param kind person, group or organisation; null where nobody has said
 * @param nationality State code; null where nobody has said
 * @param names as last described under each id; null while they are sealed
 * @param status where the person stands now; null where nothing is reported
 * @param statuses how the person fared, in order, over all cases
 * @param cases the cases
 * @param acts how many acts are reported; reports of the same act count once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Defender(
    UUID id,
    Instant knownAt,
    Instant asOf,
    Set<UUID> merged,
    List<Merge> merges,
    String kind,
    String nationality,
    List<Name> names,
    String status,
    List<StatusEntry> statuses,
    List<UUID> cases,
    int acts) {

  /** A case's id with its history. */
  public record OfCase(UUID id, History history) {}

  /** A decision by which two ids are one defender, with the event it comes from. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Merge(
      UUID one, UUID other, String by, Instant recordedAt, UUID caseId, String eventId) {
    static Merge of(Joining decision) {
      return new Merge(
          decision.one(),
          decision.other(),
          decision.by(),
          decision.recordedAt(),
          decision.caseId(),
          decision.eventId());
    }
  }

  /** The defender that these cases are about, under one id. */
  public static Defender of(UUID id, Collection<OfCase> cases) {
    return of(id, cases, Joined.of(List.of()), Joined.of(List.of()), Horizon.EVERYTHING);
  }

  /**
   * The defender that these cases are about.
   *
   * @param id one of the defender's ids
   * @param cases of all of them
   * @param ids which ids are merged
   * @param links which cases are linked
   * @param horizon as of when the histories are, and as they were known when
   */
  public static Defender of(
      UUID id, Collection<OfCase> cases, Joined ids, Joined links, Horizon horizon) {
    Set<UUID> all = ids.with(id);
    var statuses = new ArrayList<StatusEntry>();
    var acts = new ArrayList<ReportedAct>();
    for (OfCase one : cases) {
      History own = ofDefender(all, one.history);
      statuses.addAll(StatusEntry.of(own));
      acts.addAll(CaseFile.of(own).acts());
    }
    Optional<DefenderDescribed> described = described(all, cases);
    List<StatusEntry> changes = StatusEntry.changes(statuses);
    return new Defender(
        id,
        horizon.knownAt(),
        horizon.asOf().orElse(null),
        others(id, all),
        all.stream()
            .flatMap(each -> ids.decisionsOn(each).stream())
            .distinct()
            .sorted()
            .map(Merge::of)
            .toList(),
        described.map(d -> d.kind().code()).orElse(null),
        described.map(DefenderDescribed::nationality).map(State::code).orElse(null),
        names(all, cases),
        changes.isEmpty() ? null : changes.getLast().status(),
        changes,
        cases.stream().map(OfCase::id).sorted().toList(),
        SameActs.group(acts, links).size());
  }

  /** The same without names, also those that an early version of the log has in plain text. */
  Defender withoutNames() {
    return new Defender(
        id, knownAt, asOf, merged, merges, kind, nationality, null, status, statuses, cases, acts);
  }

  private static Set<UUID> others(UUID id, Set<UUID> all) {
    var others = new TreeSet<>(all);
    others.remove(id);
    return others;
  }

  /** What is last said under each id, each name once; null where no name is open. */
  private static List<Name> names(Set<UUID> ids, Collection<OfCase> cases) {
    List<Name> names =
        ids.stream()
            .map(id -> described(Set.of(id), cases).map(DefenderDescribed::names))
            .flatMap(Optional::stream)
            .flatMap(List::stream)
            .distinct()
            .toList();
    return names.isEmpty() ? null : names;
  }

  private static History ofDefender(Set<UUID> ids, History history) {
    return new History(
        history.entries().stream().filter(entry -> isAbout(ids, entry)).toList(), List.of());
  }

  private static boolean isAbout(Set<UUID> ids, Entry entry) {
    return entry.now().header().defender().filter(d -> ids.contains(d.value())).isPresent();
  }

  private static Optional<DefenderDescribed> described(Set<UUID> ids, Collection<OfCase> cases) {
    return cases.stream()
        .flatMap(one -> one.history.standing())
        .filter(entry -> isAbout(ids, entry) && entry.now().body() instanceof DefenderDescribed)
        .sorted()
        .reduce((earlier, later) -> later)
        .map(entry -> (DefenderDescribed) entry.now().body());
  }
}
