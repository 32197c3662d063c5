package org.tocsin.alert.policy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;

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

  /** The handset and the mailbox, as somebody to whom messages go. */
  public Contact recipient() {
    return new Contact(
        CONTACT,
        addresses,
        Locale.ENGLISH,
        ZoneOffset.UTC,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Set.of(),
        Set.of());
  }
}
