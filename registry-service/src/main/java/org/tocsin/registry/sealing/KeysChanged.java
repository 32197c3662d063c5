package org.tocsin.registry.sealing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** What has to be computed anew when data keys have come or are destroyed. */
public interface KeysChanged {

  /**
   * Called in the transaction that has changed the keys.
   *
   * @param owners whose keys they are, as in {@link org.tocsin.events.sealing.KeyName}
   */
  void keysChanged(Connection connection, Set<String> owners) throws SQLException;
}
