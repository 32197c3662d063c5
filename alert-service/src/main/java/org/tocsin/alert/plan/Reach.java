package org.tocsin.alert.plan;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.policy.Acknowledgement;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.Match;
import org.tocsin.alert.policy.Policy;
import org.tocsin.alert.policy.Target;
import org.tocsin.events.vocabulary.Severity;

/** Refuses policies that would reach nobody, or wait for somebody whom they never tell. */
final class Reach {

  private Reach() {}

  static void check(AlertingPlan plan, Place section) {
    List<Place> places = section.items();
    for (int i = 0; i < plan.policies().size(); i++) {
      Policy policy = plan.policies().get(i);
      List<Contact> told = told(plan, policy);
      if (!reachesSomebody(policy.match(), told)) {
        places
            .get(i)
            .flaw(
                "nobody",
                "Nobody whom the steps name has a channel that such news may use.",
                "Name somebody with sms or email for extreme and severe news, with email for all other.");
      }
      if (policy.acknowledgement() instanceof Acknowledgement.EachRole each) {
        boolean missing =
            each.roles().stream()
                .anyMatch(role -> told.stream().noneMatch(one -> one.roles().contains(role)));
        if (missing) {
          places
              .get(i)
              .flaw(
                  "never-acknowledged",
                  "A role that has to acknowledge is told by no step.",
                  "Tell everybody who has to acknowledge.");
        }
      }
    }
  }

  /** Everybody whom the steps can ever tell. */
  private static List<Contact> told(AlertingPlan plan, Policy policy) {
    var ids = new HashSet<String>();
    for (var step : policy.steps()) {
      Target tell = step.tell();
      ids.addAll(tell.contacts());
      tell.schedules().forEach(id -> ids.addAll(plan.schedules().get(id).contacts()));
      plan.contacts().values().stream()
          .filter(one -> tell.everybody() || one.roles().stream().anyMatch(tell.roles()::contains))
          .forEach(one -> ids.add(one.id()));
    }
    return plan.contacts().values().stream().filter(one -> ids.contains(one.id())).toList();
  }

  /** For each kind of news that can match, whether somebody has a channel that it may use. */
  private static boolean reachesSomebody(Match match, List<Contact> told) {
    Set<Channel> there = EnumSet.noneOf(Channel.class);
    told.stream()
        .map(Contact::addresses)
        .flatMap(Collection::stream)
        .map(Address::channel)
        .forEach(there::add);
    return severities(match)
        .flatMap(severity -> timings(match).map(timing -> Decision.channels(severity, timing)))
        .filter(allowed -> !allowed.isEmpty())
        .allMatch(allowed -> allowed.stream().anyMatch(there::contains));
  }

  private static Stream<Severity> severities(Match match) {
    return match.severities().isEmpty()
        ? Stream.of(Severity.values())
        : match.severities().stream();
  }

  private static Stream<Timing> timings(Match match) {
    return match.timings().isEmpty() ? Stream.of(Timing.values()) : match.timings().stream();
  }
}
