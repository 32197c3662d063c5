package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.Set;
import java.util.UUID;

/** Which ids are one defender: an erasure of one covers all. */
@ApplicationScoped
class Merges {

  /** All ids that the desk has merged with this one, and the id itself. */
  Set<UUID> merged(Connection connection, UUID defender) {
    return Set.of(defender);
  }
}
