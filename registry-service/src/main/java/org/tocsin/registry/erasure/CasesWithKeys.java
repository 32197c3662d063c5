package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tocsin.registry.casefile.CaseFile;
import org.tocsin.registry.history.EventStore;
import org.tocsin.registry.history.History;

/** Finds texts that are not under the erased defender's keys, and may name the defender. */
@ApplicationScoped
class CasesWithKeys {

  private final EventStore events;

  CasesWithKeys(EventStore events) {
    this.events = events;
  }

  /** Those of these cases that have a key of their own, or texts under one that is to come. */
  CaseKeys of(Connection connection, Collection<UUID> cases, Set<UUID> covered)
      throws SQLException {
    Map<UUID, Set<UUID>> defenders = new HashMap<>();
    Set<UUID> all = new HashSet<>();
    for (UUID caseId : withKeys(connection, cases)) {
      Set<UUID> of =
          CaseFile.of(History.of(events.standing(connection, caseId.toString()))).defenders();
      defenders.put(caseId, of);
      all.addAll(of);
    }
    return CaseKeys.of(defenders, covered, erased(connection, all));
  }

  private static Set<UUID> withKeys(Connection connection, Collection<UUID> cases)
      throws SQLException {
    return ids(
        connection,
        """
        SELECT subject FROM unnest(?::text[]) AS subject
        WHERE EXISTS (SELECT FROM sealing_key WHERE owner = subject)
          OR EXISTS (
            SELECT FROM event e WHERE e.subject = subject.subject AND e.data ->> 'defenderId' IS NULL AND e.data -> 'sealed' ->> 'alg' <> 'none'
              AND NOT EXISTS (SELECT FROM destroyed_key d WHERE d.owner = e.subject AND d.key_id = e.data -> 'sealed' ->> 'keyId'))
          OR EXISTS (
            SELECT FROM audit_entry a WHERE a.about = 'case/' || subject.subject AND a.text_owner = subject.subject
              AND NOT EXISTS (SELECT FROM destroyed_key d WHERE d.owner = a.text_owner AND d.key_id = a.text_key_id))
        """,
        cases);
  }

  private static Set<UUID> erased(Connection connection, Collection<UUID> defenders)
      throws SQLException {
    return ids(
        connection,
        "SELECT owner FROM erased_owner WHERE owner = ANY (?::text[]) AND allowed_at IS NULL",
        defenders);
  }

  private static Set<UUID> ids(Connection connection, String question, Collection<UUID> of)
      throws SQLException {
    try (var query = connection.prepareStatement(question)) {
      query.setArray(1, texts(connection, of));
      var found = new HashSet<UUID>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          found.add(UUID.fromString(row.getString(1)));
        }
      }
      return found;
    }
  }

  private static java.sql.Array texts(Connection connection, Collection<UUID> ids)
      throws SQLException {
    return connection.createArrayOf(
        "text", ids.stream().map(UUID::toString).collect(Collectors.toList()).toArray());
  }
}
