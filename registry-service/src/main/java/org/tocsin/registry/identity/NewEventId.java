package org.tocsin.registry.identity;

import java.sql.Connection;
import java.sql.SQLException;
import org.tocsin.events.identity.EventId;

/** Ids of the desk's events. */
public final class NewEventId {

  private NewEventId() {}

  /** PostgreSQL makes them (UUIDv7, RFC 9562): no code of ours, one clock for all instances. */
  public static EventId of(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT uuidv7()");
        var row = query.executeQuery()) {
      row.next();
      return new EventId(row.getString(1));
    }
  }
}
