package org.tocsin.registry.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.events.EventType;
import org.tocsin.events.identity.CaseId;
import org.tocsin.registry.defender.DefenderParts;
import org.tocsin.registry.defender.Defenders;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.suggestion.Dismissals;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * A defender's page as something is decided on it. Merges are events of the first case of the
 * defender.
 */
record DefenderPage(Defenders defenders, Dismissals dismissals, UUID id, Decision decision)
    implements Desk.Page {

  /** What a dismissal says of the names of both, which only the registry knows. */
  static final String NAMES = "names";

  /** Decisions on merges wait for one another: each can join, or part, many ids. */
  private static final String MERGES = "defender-merges";

  @Override
  public CaseId caseId(Connection connection) throws SQLException {
    DefenderParts parts = defenders.parts(connection, id);
    return parts.cases().entrySet().stream()
        .filter(each -> each.getValue().stream().anyMatch(this::isAboutIt))
        .map(each -> new CaseId(each.getKey()))
        .findFirst()
        .orElseThrow(DefenderPage::unknown);
  }

  private boolean isAboutIt(Recorded recorded) {
    return recorded.event().header().defender().filter(d -> d.value().equals(id)).isPresent();
  }

  private static ProblemException unknown() {
    return ProblemException.of(ProblemType.NOT_FOUND, "There is no defender with this id.");
  }

  @Override
  public Set<String> locks() {
    return Set.of(MERGES);
  }

  @Override
  public ObjectNode fields(Connection connection) throws SQLException {
    ObjectNode fields = decision.fields().deepCopy();
    if (isDismissal()) {
      fields.put(NAMES, dismissals.names(connection, id, other().orElse(id)));
    }
    return fields;
  }

  private boolean isDismissal() {
    return decision.type() == EventType.MERGE_SUGGESTION_DISMISSED;
  }

  private Optional<UUID> other() {
    return decision.other().flatMap(Situation::id);
  }

  @Override
  public Situation situation(Connection connection, CaseId caseId) throws SQLException {
    DefenderParts parts = defenders.parts(connection, id);
    Optional<UUID> other = other();
    return new Situation(
        caseId,
        History.of(parts.cases().get(caseId.value())),
        parts.cases().values().stream().map(History::of).toList(),
        parts.marks(),
        parts.merges(),
        other.isPresent() && defenders.parts(connection, other.get()).isKnown(),
        isDismissal() && other.isPresent()
            ? dismissals.of(connection, id, other.get())
            : Dismissals.Suggested.NOT);
  }
}
