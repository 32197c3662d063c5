package org.tocsin.alert.follow;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Has those wait for one another who decide on the same case, act or storm at the same time: the
 * readers of several partitions, lanes and instances. Held until the transaction ends.
 *
 * <p>A fixed number of locks stands for all names, so that a batch cannot fill the database's lock
 * table; they are always taken in ascending order, so that nobody waits in a circle.
 */
final class Locks {

  /** Few enough for the lock table, enough that two batches seldom meet. */
  private static final int SLOTS = 4_096;

  /** Storms come after cases and acts: who holds one waits for nothing else. */
  enum Of {
    CASES_AND_ACTS,
    STORMS;

    private int classId() {
      return 7_300 + ordinal();
    }
  }

  private Locks() {}

  static void take(Connection connection, Of kind, Collection<String> names) throws SQLException {
    if (names.isEmpty()) {
      return;
    }
    var slots = new TreeSet<Integer>();
    names.forEach(name -> slots.add(Math.floorMod(name.hashCode(), SLOTS)));
    try (var lock =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(?, slot) FROM unnest(?) AS slot")) {
      lock.setInt(1, kind.classId());
      lock.setArray(2, connection.createArrayOf("int4", slots.toArray()));
      lock.execute();
    }
  }
}
