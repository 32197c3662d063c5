package org.tocsin.alert.policy;

import java.util.Set;
import java.util.TreeSet;

/** What ends the escalation of an alert. */
public sealed interface Acknowledgement {

  /** Nobody has to acknowledge: it ends when its last step is done. */
  record None() implements Acknowledgement {}

  /** Any human. */
  record One() implements Acknowledgement {}

  /** One contact of each of these roles; somebody with two of them acknowledges for both. */
  record EachRole(Set<String> roles) implements Acknowledgement {
    public EachRole {
      roles = Set.copyOf(roles);
    }
  }

  /**
   * The roles that have still to acknowledge; empty if it is enough.
   *
   * @param by the roles of each who has acknowledged
   */
  static Set<String> missing(Acknowledgement asked, Iterable<Set<String>> by) {
    var missing = new TreeSet<String>();
    if (asked instanceof EachRole each) {
      missing.addAll(each.roles());
      by.forEach(missing::removeAll);
    }
    return missing;
  }

  /** Whether these acknowledgements are what the policy asks for. */
  static boolean isMet(Acknowledgement asked, Iterable<Set<String>> by) {
    return by.iterator().hasNext() && missing(asked, by).isEmpty();
  }
}
