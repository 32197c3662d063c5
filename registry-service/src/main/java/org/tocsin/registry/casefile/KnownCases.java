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
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.history.History;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joinings;

/** Tells the gate of disclosure what it has to know of cases. */
@ApplicationScoped
class KnownCases implements CaseKnowledge {

  private final Reports reports;
  private final Joinings joinings;

  KnownCases(Reports reports, Joinings joinings) {
    this.reports = reports;
    this.joinings = joinings;
  }

  @Override
  public Optional<Set<String>> needToKnow(History history) {
    return Optional.of(NeedToKnow.of(history).people()).filter(people -> !people.isEmpty());
  }

  @Override
  public Map<UUID, Set<UUID>> idsOf(Connection connection, Set<UUID> defenders)
      throws SQLException {
    Joined merged = Joined.of(joinings.merges(connection, defenders));
    return defenders.stream().collect(Collectors.toMap(id -> id, merged::with));
  }

  @Override
  public Set<UUID> casesNaming(Connection connection, Set<UUID> defenders) throws SQLException {
    return Set.copyOf(reports.casesOf(connection, defenders, Horizon.EVERYTHING));
  }
}
