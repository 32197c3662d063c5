package org.tocsin.alert.policy;

import java.util.Set;

/**
 * Whom a step tells: all of these together.
 *
 * @param contacts by id
 * @param schedules who is on call by these at that moment
 * @param roles all who have one of them
 * @param everybody all contacts of the plan
 */
public record Target(
    Set<String> contacts, Set<String> schedules, Set<String> roles, boolean everybody) {

  /** All contacts of the plan. */
  public static final Target EVERYBODY = new Target(Set.of(), Set.of(), Set.of(), true);

  public Target {
    contacts = Set.copyOf(contacts);
    schedules = Set.copyOf(schedules);
    roles = Set.copyOf(roles);
  }

  public boolean isEmpty() {
    return !everybody && contacts.isEmpty() && schedules.isEmpty() && roles.isEmpty();
  }
}
