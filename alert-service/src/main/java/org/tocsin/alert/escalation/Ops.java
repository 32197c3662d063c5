package org.tocsin.alert.escalation;

import java.util.List;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.policy.AlertingPlan;

/** How notices to ops go out: by e-mail, and by what there is to those who have none. Pure. */
public final class Ops {

  private Ops() {}

  public static List<Recipient> recipients(AlertingPlan plan) {
    return plan.ops().stream()
        .map(plan.contacts()::get)
        .flatMap(
            contact ->
                contact.quietest().stream().map(channel -> new Recipient(contact.id(), channel)))
        .toList();
  }
}
