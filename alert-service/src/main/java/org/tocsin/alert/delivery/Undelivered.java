package org.tocsin.alert.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.tocsin.alert.decision.Decision;

/**
 * Told when a message has failed for good, or no receipt came in time; sees to it that another
 * channel or another contact is tried (DOMAIN.md section 7, rule 8).
 */
public interface Undelivered {

  /**
   * Plans what is tried instead, in the caller's transaction, in which the message's state is
   * stored already. Doing so again for the same alert, contact and channel plans nothing more. Wake
   * the {@link Dispatcher} after the commit.
   *
   * @param contact id of the contact who was not reached
   * @param channel by which
   */
  void undelivered(
      Connection connection, UUID alert, String contact, Decision.Channel channel, Instant now)
      throws SQLException;
}
