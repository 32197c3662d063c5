package org.tocsin.registry.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.tocsin.events.sealing.SealedText;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.sealing.SealedParts;
import org.tocsin.service.log.AuditEntry;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.log.Logged;

/**
 * The one gate: whatever shows a person passes here. It decides with the consent ledger as it
 * stands at this moment, writes purpose, decision and reason to the audit log, and only then opens
 * anything.
 */
@ApplicationScoped
public class Disclosure {

  private static final Map<Shown, String> ACTIONS =
      Map.of(
          Shown.EVERYTHING, "sealed-parts-read",
          Shown.UNNAMED, "file-read",
          Shown.NOTHING, "reading-refused");

  private final Grounds grounds;
  private final SealedParts sealed;
  private final AuditLog audit;
  private final InstantSource clock;

  Disclosure(Grounds grounds, SealedParts sealed, AuditLog audit, InstantSource clock) {
    this.grounds = grounds;
    this.sealed = sealed;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * One case.
   *
   * @param stored the events to show, as they are stored
   * @throws org.tocsin.service.problem.ProblemException with 403 if nothing may be shown, with 503
   *     if that cannot be recorded
   */
  public Disclosed ofCase(
      Connection connection, Request request, UUID caseId, List<Recorded> stored)
      throws SQLException {
    return oneFile(connection, request, "case/" + caseId, Map.of(caseId, stored));
  }

  /**
   * A file that spans several cases; those of which nothing may be shown are left out.
   *
   * @param about whose file it is, for the audit log
   * @param stored the events to show of each case, as they are stored; at least one case
   * @throws org.tocsin.service.problem.ProblemException with 403 if nothing may be shown of any,
   *     with 503 if that cannot be recorded
   */
  public Disclosed oneFile(
      Connection connection, Request request, String about, Map<UUID, List<Recorded>> stored)
      throws SQLException {
    var judged = judge(connection, request, about, stored);
    if (judged.values().stream().noneMatch(Decision::allowed)) {
      throw Problems.refused(judged.values());
    }
    return open(connection, stored, judged);
  }

  /**
   * Many cases of many people, such as for publication; those of which nothing may be shown are
   * left out, be it all of them.
   *
   * @throws org.tocsin.service.problem.ProblemException with 503 if it cannot be recorded
   */
  public Disclosed many(
      Connection connection, Request request, String about, Map<UUID, List<Recorded>> stored)
      throws SQLException {
    return open(connection, stored, judge(connection, request, about, stored));
  }

  /**
   * Whether a reader may know of a case at all: by its need-to-know list, and by broken glass.
   * Nothing is shown by this answer alone, so nothing is recorded.
   */
  public boolean mayKnow(Connection connection, Request request, UUID caseId) throws SQLException {
    Grounds.Found found = grounds.find(connection, request.reader(), Map.of(caseId, List.of()));
    return Decision.decide(
            request, List.of(), found.needToKnow(caseId), found.glassUntil(caseId), clock.instant())
        .allowed();
  }

  /**
   * Seals a text about the people of a case, so that it is erased with them: under the defender's
   * key, or the case's own where it has several, or none, as the text may name any of them.
   *
   * @param boundTo where it belongs
   * @return empty if they were erased
   * @throws org.tocsin.service.problem.ProblemException with 503 if a key for it cannot be kept
   */
  public Optional<SealedText> seal(
      Connection connection, UUID caseId, Set<UUID> defenders, String text, String boundTo)
      throws SQLException {
    UUID owner = defenders.size() == 1 ? defenders.iterator().next() : caseId;
    try {
      return sealed.seal(connection, owner, text, boundTo);
    } catch (CompletionException failed) {
      throw Problems.notRecorded();
    }
  }

  /** Opens such a text for a reader who sees everything of the case; empty for all others. */
  public Optional<String> text(
      Connection connection, Disclosed.OfCase shown, SealedText text, String boundTo)
      throws SQLException {
    return shown.everything() ? sealed.open(connection, text, boundTo) : Optional.empty();
  }

  /**
   * Returns when the entry stands in the audit log.
   *
   * @throws org.tocsin.service.problem.ProblemException with 503 if it is not known to
   */
  public Logged<AuditEntry> record(AuditEntry entry) {
    try {
      return audit.append(entry);
    } catch (BrokerException failed) {
      throw Problems.notRecorded();
    }
  }

  /** Decides, and has it recorded. */
  private Map<UUID, Decision> judge(
      Connection connection, Request request, String about, Map<UUID, List<Recorded>> stored)
      throws SQLException {
    Instant now = clock.instant();
    Grounds.Found found = grounds.find(connection, request.reader(), stored);
    var decisions = new TreeMap<UUID, Decision>();
    for (UUID caseId : stored.keySet()) {
      decisions.put(
          caseId,
          Decision.decide(
              request,
              found.ledgersOf(caseId),
              found.needToKnow(caseId),
              found.glassUntil(caseId),
              now));
    }
    record(request, about, decisions);
    return decisions;
  }

  private void record(Request request, String about, Map<UUID, Decision> decisions) {
    Decision most = Decision.most(decisions.values());
    List<UUID> shown =
        decisions.keySet().stream().filter(id -> decisions.get(id).allowed()).toList();
    record(
        AuditEntry.of(request.reader(), ACTIONS.get(most.shown()), about)
            .disclosing(
                new AuditEntry.Why(request.purpose().code(), most.shown().code(), most.reason()),
                shown));
  }

  private Disclosed open(
      Connection connection, Map<UUID, List<Recorded>> stored, Map<UUID, Decision> decisions)
      throws SQLException {
    var cases = new TreeMap<UUID, Disclosed.OfCase>();
    for (var one : decisions.entrySet()) {
      UUID id = one.getKey();
      Decision decision = one.getValue();
      if (decision.allowed()) {
        List<Recorded> events = stored.get(id);
        cases.put(
            id,
            new Disclosed.OfCase(
                id,
                decision,
                decision.shown() == Shown.EVERYTHING ? sealed.open(connection, events) : events));
      }
    }
    Instant now = clock.instant();
    return new Disclosed(
        cases,
        grounds.ledgers(connection, cases).values().stream().map(ledger -> ledger.at(now)).toList(),
        stored.size() - cases.size());
  }
}
