package org.tocsin.registry.sealing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.tocsin.events.sealing.KeyName;

/** What has to be computed anew when data keys have come or are destroyed. */
public interface KeysChanged {

  /**
   * Called in the transaction that has changed the keys.
   *
   * @param keys that have come, or are destroyed
   * @param erased owners of whom an order has come: any of their keys may be gone
   */
  void keysChanged(Connection connection, Set<KeyName> keys, Set<String> erased)
      throws SQLException;
}
