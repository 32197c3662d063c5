package org.tocsin.registry.defender;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.Name;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.act.SameActs;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.casefile.StatusEntry;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.horizon.Horizon;

/**
 * A defender, from all of the defender's cases. Pure.
 *
 * @param id keyed hash of (organisation, reference)
 * @param knownAt what was recorded until then is in; asked again with it, the page is the same
 * @param asOf what had happened by then; null for all that is known
 * @param kind person, group or organisation; null where nobody has said
 * @param nationality State code; null where nobody has said
 * @param names as last described; null while they are sealed
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
    String kind,
    String nationality,
    List<Name> names,
    String status,
    List<StatusEntry> statuses,
    List<UUID> cases,
    int acts) {

  /** A case's id with its history. */
  public record OfCase(UUID id, History history) {}

  /** The defender that these cases are about. */
  public static Defender of(UUID id, Collection<OfCase> cases, Horizon horizon) {
    var statuses = new ArrayList<StatusEntry>();
    var acts = new ArrayList<ReportedAct>();
    for (OfCase one : cases) {
      History own = ofDefender(id, one.history);
      statuses.addAll(StatusEntry.of(own));
      acts.addAll(CaseFile.of(own).acts());
    }
    Optional<DefenderDescribed> described = described(id, cases);
    List<StatusEntry> changes = StatusEntry.changes(statuses);
    return new Defender(
        id,
        horizon.knownAt(),
        horizon.asOf().orElse(null),
        described.map(d -> d.kind().code()).orElse(null),
        described.map(DefenderDescribed::nationality).map(State::code).orElse(null),
        described.map(DefenderDescribed::names).orElse(null),
        changes.isEmpty() ? null : changes.getLast().status(),
        changes,
        cases.stream().map(OfCase::id).sorted().toList(),
        SameActs.group(acts).size());
  }

  /** The same without names, also those that an early version of the log has in plain text. */
  Defender withoutNames() {
    return new Defender(id, knownAt, asOf, kind, nationality, null, status, statuses, cases, acts);
  }

  /** Whether it counts among persons: groups and organisations do not. */
  public boolean isPerson() {
    return kind == null || kind.equals(DefenderKind.PERSON.code());
  }

  private static History ofDefender(UUID id, History history) {
    return new History(
        history.entries().stream().filter(entry -> isAbout(id, entry)).toList(), List.of());
  }

  private static boolean isAbout(UUID id, Entry entry) {
    return entry.now().header().defender().filter(d -> d.value().equals(id)).isPresent();
  }

  private static Optional<DefenderDescribed> described(UUID id, Collection<OfCase> cases) {
    return cases.stream()
        .flatMap(one -> one.history.standing())
        .filter(entry -> isAbout(id, entry) && entry.now().body() instanceof DefenderDescribed)
        .sorted()
        .reduce((earlier, later) -> later)
        .map(entry -> (DefenderDescribed) entry.now().body());
  }
}
