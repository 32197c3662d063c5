package org.tocsin.registry.disclosure;

import static java.util.stream.Collectors.groupingBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.events.EventType;
import org.tocsin.registry.consent.ConsentLedger;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.reading.AuditTable;

/**
 * What decisions are made from: consent, need-to-know and broken glass as they stand at this
 * moment, also where an older state of a case is asked for.
 */
@ApplicationScoped
class Grounds {

  /** What consent and need-to-know depend on, with what corrects, takes back and confirms it. */
  private static final Set<EventType> TYPES =
      Set.of(
          EventType.CONSENT_CHANGED,
          EventType.NEED_TO_KNOW_SET,
          EventType.EVENT_CORRECTED,
          EventType.EVENT_RETRACTED,
          EventType.EVENT_CONFIRMED);

  private final EventStore events;
  private final CaseKnowledge cases;
  private final AuditTable readings;

  Grounds(EventStore events, CaseKnowledge cases, AuditTable readings) {
    this.events = events;
    this.cases = cases;
    this.readings = readings;
  }

  /** The grounds for some cases, by case. */
  record Found(
      Map<UUID, List<ConsentLedger>> ledgers,
      Map<UUID, Set<String>> restricted,
      Map<UUID, Instant> glass) {

    List<ConsentLedger> ledgersOf(UUID caseId) {
      return ledgers.getOrDefault(caseId, List.of());
    }

    Optional<Set<String>> needToKnow(UUID caseId) {
      return Optional.ofNullable(restricted.get(caseId));
    }

    Optional<Instant> glassUntil(UUID caseId) {
      return Optional.ofNullable(glass.get(caseId));
    }
  }

  /** The grounds for deciding on these cases for a reader. */
  Found find(Connection connection, String reader, Map<UUID, List<Recorded>> stored)
      throws SQLException {
    Map<UUID, Set<UUID>> defenders = new HashMap<>();
    stored.forEach((id, shown) -> defenders.put(id, defenders(shown)));
    Set<UUID> people = union(defenders.values());
    Map<UUID, Set<UUID>> ids = cases.idsOf(connection, people);
    Map<UUID, History> histories = histories(connection, ids, stored.keySet());
    Map<UUID, Set<String>> restricted = new HashMap<>();
    for (UUID id : stored.keySet()) {
      cases.needToKnow(histories.get(id)).ifPresent(list -> restricted.put(id, list));
    }
    Map<UUID, ConsentLedger> ledgers = ledgers(ids, histories.values());
    Map<UUID, List<ConsentLedger>> ofCase = new HashMap<>();
    defenders.forEach((id, own) -> ofCase.put(id, own.stream().map(ledgers::get).toList()));
    return new Found(
        ofCase,
        restricted,
        restricted.isEmpty()
            ? Map.of()
            : readings.glassUntil(connection, reader, restricted.keySet()));
  }

  /** The ledgers of all people in these cases, with who gave consent where that may be read. */
  Map<UUID, ConsentLedger> ledgers(Connection connection, Map<UUID, Disclosed.OfCase> shown)
      throws SQLException {
    Set<UUID> people = union(shown.values().stream().map(one -> defenders(one.events())).toList());
    Map<UUID, Set<UUID>> ids = cases.idsOf(connection, people);
    Map<UUID, History> histories = histories(connection, ids, shown.keySet());
    shown.forEach((id, one) -> histories.put(id, one.history()));
    return ledgers(ids, histories.values());
  }

  private static Map<UUID, ConsentLedger> ledgers(
      Map<UUID, Set<UUID>> ids, Collection<History> all) {
    Map<UUID, ConsentLedger> ledgers = new TreeMap<>();
    ids.forEach((person, own) -> ledgers.put(person, ConsentLedger.of(person, own, all)));
    return ledgers;
  }

  /** Of these cases, and of every other that names one of these people. */
  private Map<UUID, History> histories(
      Connection connection, Map<UUID, Set<UUID>> ids, Set<UUID> caseIds) throws SQLException {
    Set<UUID> all = new HashSet<>(caseIds);
    all.addAll(cases.casesNaming(connection, union(ids.values())));
    Map<String, List<Recorded>> bySubject =
        events.standing(connection, all.stream().map(UUID::toString).toList(), TYPES).stream()
            .collect(groupingBy(one -> one.event().header().subject().toString()));
    Map<UUID, History> histories = new HashMap<>();
    all.forEach(
        id -> histories.put(id, History.of(bySubject.getOrDefault(id.toString(), List.of()))));
    return histories;
  }

  private static Set<UUID> defenders(List<Recorded> shown) {
    Set<UUID> defenders = new TreeSet<>();
    shown.forEach(
        one -> one.event().header().defender().ifPresent(found -> defenders.add(found.value())));
    return defenders;
  }

  private static Set<UUID> union(Collection<Set<UUID>> sets) {
    Set<UUID> union = new TreeSet<>();
    new ArrayList<>(sets).forEach(union::addAll);
    return union;
  }
}
