package org.tocsin.alert.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.schedule.Schedule;

/**
 * Who, when, whom: everything that ops decide about alerting. Pure.
 *
 * @param contacts by id, in order; at least one
 * @param schedules by id, in order
 * @param policies in order: the first that matches an alert is the one; the last matches all
 * @param beats what has to be heard of regularly
 */
public record AlertingPlan(
    Map<String, Contact> contacts,
    Map<String, Schedule> schedules,
    List<Policy> policies,
    ExpectedBeats beats) {

  public AlertingPlan {
    contacts = Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
    schedules = Collections.unmodifiableMap(new LinkedHashMap<>(schedules));
    policies = List.copyOf(policies);
  }

  /** The policy that an alert goes by. */
  public Policy policyFor(Traits traits) {
    return policies.stream()
        .filter(policy -> policy.match().matches(traits))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the last policy matches everything"));
  }

  /** The policy with this id, if there is one. */
  public Optional<Policy> policy(String id) {
    return policies.stream().filter(policy -> policy.id().equals(id)).findFirst();
  }

  /** The ids of those whom a target names at this instant, each with why, in the plan's order. */
  public Map<String, String> people(Target target, Instant at) {
    var why = new LinkedHashMap<String, String>();
    for (String id : inOrder(target.contacts(), contacts.keySet())) {
      why.putIfAbsent(id, "contact");
    }
    for (String id : inOrder(target.schedules(), schedules.keySet())) {
      schedules.get(id).onCall(at).forEach(contact -> why.putIfAbsent(contact, "schedule " + id));
    }
    for (Contact contact : contacts.values()) {
      contact.roles().stream()
          .filter(target.roles()::contains)
          .sorted()
          .findFirst()
          .ifPresent(role -> why.putIfAbsent(contact.id(), "role " + role));
    }
    if (target.everybody()) {
      contacts.keySet().forEach(id -> why.putIfAbsent(id, "everybody"));
    }
    why.keySet().retainAll(contacts.keySet());
    return why;
  }

  /**
   * Whom a step reaches at this instant. A channel that the step names but the contact has not is
   * replaced by what the news may use: silence would be worse.
   */
  public List<Addressee> addressees(Step step, Traits traits, Instant at) {
    Set<Channel> allowed = Decision.channels(traits.severity(), traits.timing());
    var addressees = new ArrayList<Addressee>();
    people(step.tell(), at)
        .forEach(
            (id, why) -> {
              Contact contact = contacts.get(id);
              List<Channel> possible =
                  contact.channels().stream().filter(allowed::contains).toList();
              List<Channel> wanted =
                  possible.stream()
                      .filter(
                          channel -> step.channels().isEmpty() || step.channels().contains(channel))
                      .toList();
              List<Channel> channels = wanted.isEmpty() ? possible : wanted;
              if (!channels.isEmpty()) {
                addressees.add(new Addressee(contact, channels, why));
              }
            });
    return addressees;
  }

  /**
   * The ids of those contacts to whom notices to ops go: all of them if none is marked, or all who
   * are have been cut off.
   */
  public List<String> ops() {
    List<String> ops =
        contacts.values().stream()
            .filter(contact -> contact.ops() && !contact.cutOff())
            .map(Contact::id)
            .toList();
    return ops.isEmpty() ? List.copyOf(contacts.keySet()) : ops;
  }

  private static List<String> inOrder(Set<String> some, Set<String> all) {
    return all.stream().filter(some::contains).toList();
  }
}
