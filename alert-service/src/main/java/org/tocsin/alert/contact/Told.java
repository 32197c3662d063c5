package org.tocsin.alert.contact;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who gets a notice about the work with cases: ops, and the users that it concerns. Pure. */
public final class Told {

  private Told() {}

  /**
   * The ids of the contacts to tell. Where no contact is marked for any of them, all are told:
   * silence would be worse.
   *
   * @param users whom it concerns
   */
  public static Set<String> of(Map<String, Contact> contacts, Collection<String> users) {
    var told = new TreeSet<String>();
    contacts.forEach(
        (id, contact) -> {
          if (!contact.cutOff()
              && (contact.ops() || !Collections.disjoint(contact.users(), users))) {
            told.add(id);
          }
        });
    return told.isEmpty() ? new TreeSet<>(contacts.keySet()) : told;
  }
}
