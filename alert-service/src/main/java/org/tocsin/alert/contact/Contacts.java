package org.tocsin.alert.contact;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tocsin.alert.decision.Decision.Channel;

/** Who is alerted, as the plan that holds says; may change between two calls. Never empty. */
public interface Contacts {

  /** By id, in the order of the plan. */
  Map<String, Contact> contacts();

  /** Who is reached under this id now; empty if the contact is gone. */
  default Optional<Contact> recipient(String id) {
    return Optional.ofNullable(contacts().get(id));
  }

  /** The address that a contact has now; empty if the contact or the address is gone. */
  default Optional<String> address(String contact, Channel channel) {
    return recipient(contact).flatMap(known -> known.address(channel)).map(Address::value);
  }

  /** The language in which to write to a contact; English for one who is gone. */
  default Locale language(String contact) {
    return recipient(contact).map(Contact::language).orElse(Locale.ENGLISH);
  }
}
