package org.tocsin.registry.erasure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

/**
 * What is derived from a defender's names or narrative and kept, such as an index. Every bean of
 * this type is asked when a defender is erased; whoever keeps such data makes one.
 */
public interface ErasedData {

  /** What is kept, for the certificate; such as {@code name-index}. */
  String name();

  /**
   * Deletes what is kept of these ids, which are one defender. Called in a transaction of the
   * caller's, after the keys are gone; called again before the certificate and after a rebuild.
   *
   * @return how many rows were deleted
   */
  int erase(Connection connection, Set<UUID> defenders) throws SQLException;
}
