package org.tocsin.alert.policy;

import java.time.Duration;
import java.util.List;
import org.tocsin.alert.contact.Address;

/**
 * A test message that goes out regularly by each of these channels, to a handset and a mailbox that
 * belong to nobody who is alerted.
 *
 * @param every how often
 * @param within how long it may take to arrive
 * @param addresses one a channel
 */
public record TestMessages(Duration every, Duration within, List<Address> addresses) {

  /** Stands for them where contacts stand; no contact can be called so. */
  public static final String CONTACT = "(test)";

  public TestMessages {
    addresses = List.copyOf(addresses);
  }
}
