package org.tocsin.alert.contact;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/** Refuses to start with nobody to wake, or with an address that cannot be one. */
@ApplicationScoped
public class Reachable {

  private static final int BEFORE_ANYTHING_IS_SENT = 1;
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern MAILBOX = Pattern.compile("[^\\s@<>,;]+@[^\\s@<>,;]+");

  void check(@Observes @Priority(BEFORE_ANYTHING_IS_SENT) StartupEvent start, Contacts contacts) {
    if (contacts.contacts().isEmpty()) {
      throw new ConfigurationException(
          "tocsin.contacts is empty: nobody would be woken. Give tocsin.contacts.ID.email and .sms.");
    }
    contacts
        .contacts()
        .forEach(
            (id, contact) -> {
              require(MAILBOX, contact.email(), id, "email", "one address, such as a@example.org");
              require(
                  E164, contact.sms(), id, "sms", "an international number, such as +12125550101");
            });
  }

  /** The message names the key and not the value, which is personal. */
  private static void require(Pattern form, String value, String id, String field, String fix) {
    if (!form.matcher(value).matches()) {
      throw new ConfigurationException(
          "tocsin.contacts." + id + "." + field + " cannot be reached: give " + fix);
    }
  }
}
