package org.tocsin.registry.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.events.EventType;
import org.tocsin.events.identity.CaseId;
import org.tocsin.registry.casefile.CaseParts;
import org.tocsin.registry.casefile.CaseReading;
import org.tocsin.registry.suggestion.Dismissals;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** A case's page as something is decided on it. */
record CasePage(CaseReading reading, UUID id, Decision decision) implements Desk.Page {

  /** Decisions on links wait for one another: each can join, or part, many cases. */
  private static final String LINKS = "case-links";

  private static final Set<EventType> ON_LINKS =
      Set.of(EventType.CASES_LINKED, EventType.CASES_UNLINKED);

  @Override
  public CaseId caseId(Connection connection) throws SQLException {
    if (!reading.of(connection, id).isKnown()) {
      throw ProblemException.of(ProblemType.NOT_FOUND, "There is no case with this id.");
    }
    return new CaseId(id);
  }

  @Override
  public Set<String> locks() {
    if (!ON_LINKS.contains(decision.type())) {
      return Set.of();
    }
    var locks = new TreeSet<>(Set.of(LINKS));
    // It is an event of this case, and changes the page of the other one, too.
    other().map(UUID::toString).ifPresent(locks::add);
    return locks;
  }

  @Override
  public ObjectNode fields(Connection connection) {
    return decision.fields();
  }

  @Override
  public Situation situation(Connection connection, CaseId caseId) throws SQLException {
    CaseParts parts = reading.of(connection, id);
    Optional<UUID> other = other();
    return new Situation(
        caseId,
        parts.history(),
        List.of(parts.history()),
        parts.marks(),
        parts.links(),
        other.isPresent() && reading.of(connection, other.get()).isKnown(),
        Dismissals.Suggested.NOT);
  }

  private Optional<UUID> other() {
    return decision.other().flatMap(Situation::id);
  }
}
