package org.tocsin.alert.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Label;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.policy.Addressee;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.Policy;
import org.tocsin.alert.policy.Step;
import org.tocsin.alert.policy.Target;

/**
 * What is done when a message does not arrive (DOMAIN.md section 7, rule 8): the next channel, then
 * the next contact; when nobody is left whom anything may have reached, everybody, and ops is told.
 * Pure.
 */
final class Fallback {

  private Fallback() {}

  /**
   * Whom to tell instead.
   *
   * @param escalation the alert's, ended or not
   * @param policy its policy
   * @param contact who was not reached
   * @param tried the channels by which each contact has been told of this alert, by id
   * @param reachable whether another message of this alert may still have reached somebody, or may
   *     yet
   */
  static List<Planned> of(
      Escalation escalation,
      Policy policy,
      AlertingPlan plan,
      String contact,
      Map<String, Set<Channel>> tried,
      boolean reachable,
      Instant now) {
    var instead = new Occasion(escalation.occasion() + " instead", "");
    Optional<Recipient> other = otherChannel(plan, contact, tried);
    if (other.isPresent()) {
      Contact same = plan.contacts().get(contact);
      return List.of(
          new Planned(
              escalation.alert(),
              instead,
              List.of(other.get()),
              escalation.severity(),
              same.due(escalation.severity(), now)));
    }
    List<Addressee> left =
        inOrder(escalation, policy, plan, now).stream()
            .filter(one -> !tried.containsKey(one.contact().id()))
            .toList();
    var planned = new ArrayList<Planned>();
    for (Addressee one : reachable ? left.stream().limit(1).toList() : left) {
      planned.add(
          new Planned(
              escalation.alert(),
              instead,
              Recipient.each(List.of(one.contact().id()), one.channels()),
              escalation.severity(),
              one.contact().due(escalation.severity(), now)));
    }
    if (left.isEmpty() || !reachable) {
      planned.add(
          new Planned(
              escalation.alert(),
              new Occasion(escalation.occasion() + " undelivered", Label.NOT_DELIVERED),
              Ops.recipients(plan),
              escalation.severity(),
              now));
    }
    return planned;
  }

  private static Optional<Recipient> otherChannel(
      AlertingPlan plan, String contact, Map<String, Set<Channel>> tried) {
    return Optional.ofNullable(plan.contacts().get(contact)).stream()
        .flatMap(known -> known.channels().stream())
        .filter(channel -> !tried.getOrDefault(contact, Set.of()).contains(channel))
        .findFirst()
        .map(channel -> new Recipient(contact, channel));
  }

  /** Those whom the steps name, then everybody else. */
  private static Set<Addressee> inOrder(
      Escalation escalation, Policy policy, AlertingPlan plan, Instant now) {
    var everybody = new Step(Duration.ZERO, Target.EVERYBODY, Set.of(), Duration.ZERO, 0);
    var ids = new LinkedHashSet<String>();
    var order = new LinkedHashSet<Addressee>();
    for (Step step : policy.steps()) {
      add(plan.addressees(step, escalation.traits(), now), ids, order);
    }
    add(plan.addressees(everybody, escalation.traits(), now), ids, order);
    return order;
  }

  private static void add(List<Addressee> some, Set<String> ids, Set<Addressee> order) {
    some.stream().filter(one -> ids.add(one.contact().id())).forEach(order::add);
  }
}
