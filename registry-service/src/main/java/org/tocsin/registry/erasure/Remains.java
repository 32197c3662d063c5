package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Finds what an erasure leaves readable in a defender's cases: it is sealed under somebody else's
 * key, and may name the defender all the same.
 */
@ApplicationScoped
class Remains {

  private static final String QUESTION =
      """
      WITH text AS (
        SELECT subject AS case_id, coalesce(data ->> 'defenderId', subject) AS owner, data -> 'sealed' ->> 'keyId' AS key_id
        FROM event
        WHERE (subject = ANY (?) OR type = 'org.tocsin.merge-suggestion-dismissed.v1' AND data ->> 'other' = ANY (?))
          AND data -> 'sealed' ->> 'alg' <> 'none'
        UNION ALL
        SELECT substring(about FROM 6), text_owner, text_key_id FROM audit_entry
        WHERE text_owner IS NOT NULL AND about IN (SELECT 'case/' || subject FROM unnest(?::text[]) AS subject))
      SELECT case_id, owner, count(*)::int FROM text JOIN sealing_key USING (owner, key_id)
      WHERE owner <> ALL (?) GROUP BY case_id, owner ORDER BY case_id, owner
      """;

  /**
   * What remains.
   *
   * @param cases of the defender
   * @param covered the ids that are erased
   */
  List<Certificate.Remaining> of(Connection connection, Collection<String> cases, Set<UUID> covered)
      throws SQLException {
    try (var query = connection.prepareStatement(QUESTION)) {
      var subjects = connection.createArrayOf("text", cases.toArray());
      var ids = connection.createArrayOf("text", covered.stream().map(UUID::toString).toArray());
      query.setArray(1, subjects);
      query.setArray(2, ids);
      query.setArray(3, subjects);
      query.setArray(4, ids);
      var remaining = new ArrayList<Certificate.Remaining>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          String caseId = row.getString(1);
          String owner = row.getString(2);
          remaining.add(
              new Certificate.Remaining(
                  UUID.fromString(caseId),
                  owner.equals(caseId) ? Certificate.UNDER_CASE_KEY : Certificate.UNDER_OTHERS_KEY,
                  owner.equals(caseId) ? null : UUID.fromString(owner),
                  row.getInt(3)));
        }
      }
      return remaining;
    }
  }
}
