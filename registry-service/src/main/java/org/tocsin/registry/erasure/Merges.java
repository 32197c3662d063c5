package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joinings;

/** Which ids are one defender: an erasure of one covers all. */
@ApplicationScoped
class Merges {

  private final Joinings joinings;

  Merges(Joinings joinings) {
    this.joinings = joinings;
  }

  /** All ids that the desk has merged with this one, and the id itself. */
  Set<UUID> merged(Connection connection, UUID defender) throws SQLException {
    return Joined.of(joinings.merges(connection, Set.of(defender))).with(defender);
  }
}
