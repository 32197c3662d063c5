package org.tocsin.registry.disclosure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.history.History;

/** What the gate asks of cases; the package of the cases, which depends on this one, answers. */
public interface CaseKnowledge {

  /** The user names that may know of a case; empty where everybody may. */
  Optional<Set<String>> needToKnow(History history);

  /**
   * All ids under which each of these defenders is known, the given one among them: two that the
   * desk has merged are one person, whose word counts under both.
   */
  Map<UUID, Set<UUID>> idsOf(Connection connection, Set<UUID> defenders) throws SQLException;

  /** Every case that names one of these defenders. */
  Set<UUID> casesNaming(Connection connection, Set<UUID> defenders) throws SQLException;
}
