package org.tocsin.registry.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.OwnerAssigned;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.shape.Rule;
import org.tocsin.events.shape.Violation;
import org.tocsin.registry.disclosure.Request;

/**
 * Users that a decision names and the staff does not have: a list with a misspelt name would shut
 * out whom it means to let in. Pure.
 */
final class NamedUsers {

  private NamedUsers() {}

  /**
   * What is wrong with the names, in the order in which they stand.
   *
   * @param staff the users that the staff file lists
   * @param all whether nobody else can sign in; otherwise it cannot be known
   */
  static List<Violation> unknown(ReprisalEvent decision, Set<String> staff, boolean all) {
    var unknown = new ArrayList<Violation>();
    switch (decision) {
      case OwnerAssigned assigned when !staff.contains(assigned.owner()) ->
          unknown.add(violation("/owner", all));
      case NeedToKnowSet list -> {
        for (int i = 0; i < list.people().size(); i++) {
          String user = list.people().get(i);
          // Contacts are alert-service's; the registry does not know who they are.
          if (!user.startsWith(Request.CONTACT) && !staff.contains(user)) {
            unknown.add(violation("/people/" + i, all));
          }
        }
      }
      default -> {}
    }
    return unknown;
  }

  private static Violation violation(String pointer, boolean all) {
    return all
        ? new Violation(
            pointer,
            Rule.UNKNOWN_USER.code(),
            "Nobody of the staff has this name.",
            "Give the name with which the user signs in; capitals count. Ops adds users to the staff file.")
        : new Violation(
            pointer,
            Rule.UNKNOWN_USER.code(),
            "It cannot be known whether somebody has this name, since users sign in by OpenID Connect.",
            "Compare it with the name under which the user's own readings and decisions stand; capitals count.");
  }
}
