package org.tocsin.registry.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Locks by which writers wait for one another where their rows meet, held until the transaction
 * ends. They are taken in the order in which they stand here, so that nobody waits in a circle.
 *
 * <p>They belong to the tables in which the connection works: who builds others beside the live
 * ones is in nobody's way.
 */
public final class Locks {

  /** So many stand for all cases, so that a large batch does not exhaust the database's memory. */
  private static final int CASES = 512;

  /** All acts together; each has its lock among the numbers after this one. */
  private static final int ALL_ACTS = 1 << 30;

  private static final int NAMES = Integer.MAX_VALUE;

  /** Who has more acts than that takes all at once. */
  private static final int MOST_ACTS = 512;

  /** In the upper half of each number: which tables it is about. */
  private static final String SQL =
      """
      SELECT CASE WHEN alone THEN pg_advisory_xact_lock(tables + number)::text
        ELSE pg_advisory_xact_lock_shared(tables + number)::text END
      FROM (SELECT * FROM unnest(?, ?) AS wanted (number, alone) ORDER BY number) AS ordered,
        (SELECT current_schema()::regnamespace::oid::bigint << 32 AS tables) AS these
      """;

  private Locks() {}

  /** Has everybody else who writes to these cases wait. */
  public static void alone(Connection connection, Collection<String> cases) throws SQLException {
    together(connection, cases, cases);
  }

  /**
   * Has those wait who want one of these cases alone. Others who follow the record may write to
   * them: never to one case at a time, as the events of one case are in one partition.
   *
   * @param alone those of the cases, or others, that are wanted alone here
   */
  public static void together(
      Connection connection, Collection<String> cases, Collection<String> alone)
      throws SQLException {
    var numbers = new TreeMap<Integer, Boolean>();
    cases.forEach(each -> numbers.put(ofCase(each), false));
    alone.forEach(each -> numbers.put(ofCase(each), true));
    take(connection, numbers);
  }

  /** Has others wait who write one of these keys of acts. */
  public static void acts(Connection connection, Collection<UUID> keys) throws SQLException {
    var numbers = new TreeMap<Integer, Boolean>();
    numbers.put(ALL_ACTS, keys.size() > MOST_ACTS);
    if (keys.size() <= MOST_ACTS) {
      keys.forEach(key -> numbers.put(ofAct(key), true));
    }
    take(connection, numbers);
  }

  /** Has others wait who change the index of names. */
  public static void names(Connection connection) throws SQLException {
    take(connection, Map.of(NAMES, true));
  }

  private static int ofCase(String name) {
    return Math.floorMod(name.hashCode(), CASES);
  }

  private static int ofAct(UUID key) {
    return ALL_ACTS + 1 + Math.floorMod(key.hashCode(), NAMES - ALL_ACTS - 1);
  }

  private static void take(Connection connection, Map<Integer, Boolean> numbers)
      throws SQLException {
    try (var lock = connection.prepareStatement(SQL)) {
      lock.setArray(1, connection.createArrayOf("int8", numbers.keySet().toArray()));
      lock.setArray(2, connection.createArrayOf("bool", numbers.values().toArray()));
      lock.execute();
    }
  }
}
