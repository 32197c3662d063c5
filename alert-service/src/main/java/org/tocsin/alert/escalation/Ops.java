package org.tocsin.alert.escalation;

import java.util.List;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.policy.AlertingPlan;

/** How notices to ops go out: by e-mail, and by what there is to those who have none. Pure. */
public final class Ops {

  private Ops() {}

  public static List<Recipient> recipients(AlertingPlan plan) {
    return plan.ops().stream()
        .map(plan.contacts()::get)
        .map(contact -> new Recipient(contact.id(), channel(contact)))
        .toList();
  }

  private static Channel channel(Contact contact) {
    List<Channel> channels = contact.channels();
    return channels.contains(Channel.EMAIL) ? Channel.EMAIL : channels.getFirst();
  }
}
