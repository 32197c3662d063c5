package org.tocsin.registry.casefile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tocsin.registry.disclosure.CaseKnowledge;
import org.tocsin.registry.history.History;

/** Tells the gate of disclosure what it has to know of cases. */
@ApplicationScoped
class KnownCases implements CaseKnowledge {

  private final CaseTables cases;

  KnownCases(CaseTables cases) {
    this.cases = cases;
  }

  @Override
  public Optional<Set<String>> needToKnow(History history) {
    return NeedToKnow.of(history).map(NeedToKnow::people);
  }

  /** Merges are not computed in this version: each id is a person of its own. */
  @Override
  public Map<UUID, Set<UUID>> idsOf(Connection connection, Set<UUID> defenders) {
    return defenders.stream().collect(Collectors.toMap(id -> id, Set::of));
  }

  @Override
  public Set<UUID> casesNaming(Connection connection, Set<UUID> defenders) throws SQLException {
    return cases.casesOfDefenders(connection, defenders).stream()
        .map(CaseTables.Summary::caseId)
        .collect(Collectors.toSet());
  }
}
