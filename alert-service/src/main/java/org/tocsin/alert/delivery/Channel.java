package org.tocsin.alert.delivery;

import java.util.Optional;
import org.tocsin.alert.decision.Decision;

/** A way of telling somebody. Adding one is one class. Called by many threads at once. */
public interface Channel {

  Decision.Channel kind();

  /**
   * Hands a message over and returns when the provider has taken it.
   *
   * @param contact who; the channel knows the address
   * @param text one line
   * @return the provider's id of the message, if it gives one
   * @throws DeliveryException if it did not, or is not known to have
   */
  Optional<String> send(String contact, String text) throws DeliveryException;
}
