package org.tocsin.alert.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.decision.Label;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.delivery.Planned;
import org.tocsin.alert.delivery.Recipient;
import org.tocsin.alert.policy.Addressee;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.Moment;
import org.tocsin.alert.policy.Policy;
import org.tocsin.alert.policy.Step;
import org.tocsin.alert.policy.Target;

/**
 * What an escalation does at an instant. Pure.
 *
 * @param planned whom to tell
 * @param next the moment to go on with, and when; empty if all is done
 */
record Advance(List<Planned> planned, Optional<Next> next) {

  /** A repeated step is a reminder and says so (DOMAIN.md section 7, rule 2). */
  static final String REMINDER = "REMINDER";

  private static final Step EVERYBODY =
      new Step(Duration.ZERO, Target.EVERYBODY, Set.of(), Duration.ZERO, 0);

  /** The next moment of an escalation. */
  record Next(int moment, Instant at) {}

  /**
   * Does everything that is due. After a standstill, what several moments ask for is done once:
   * nobody gets two reminders. A moment that reaches nobody, such as a schedule in a gap, is
   * followed by the next at once, and if none reaches anybody, everybody is told.
   *
   * @param plan who is there now: people who have left since it began are not woken
   * @param told ids of the contacts who have been told of the alert before
   * @param first the occasion if the escalation begins now; empty for a later moment
   */
  static Advance of(
      Escalation escalation,
      Policy policy,
      AlertingPlan plan,
      Set<String> told,
      Optional<Occasion> first,
      Instant now) {
    Map<Addressee, Set<Channel>> tell = new LinkedHashMap<>();
    var due = new ArrayList<Moment>();
    int number = escalation.next();
    Optional<Moment> moment = policy.moment(number);
    while (moment.isPresent() && (isDue(escalation, moment.get(), now) || tell.isEmpty())) {
      if (!due.isEmpty() && due.getLast().last() && !tell.isEmpty() && moment.get().last()) {
        number = skipToPresent(escalation, policy, number, now);
        moment = policy.moment(number);
        break;
      }
      due.add(moment.get());
      collect(plan.addressees(moment.get().step(), escalation.traits(), now), tell);
      moment = policy.moment(++number);
      if (due.size() > policy.moments().size() && tell.isEmpty()) {
        break;
      }
    }
    if (tell.isEmpty()) {
      collect(plan.addressees(EVERYBODY, escalation.traits(), now), tell);
    }
    return new Advance(
        planned(escalation, plan, due, tell, told, first, now),
        moment.map(next -> new Next(next.number(), escalation.began().plus(next.after()))));
  }

  private static boolean isDue(Escalation escalation, Moment moment, Instant now) {
    return !escalation.began().plus(moment.after()).isAfter(now);
  }

  /**
   * Of those times that everybody was to be told again during a standstill, none is made up for.
   */
  private static int skipToPresent(Escalation escalation, Policy policy, int number, Instant now) {
    int present = number;
    while (isDue(escalation, policy.moment(present).orElseThrow(), now)) {
      present++;
    }
    return present;
  }

  private static void collect(List<Addressee> reached, Map<Addressee, Set<Channel>> tell) {
    for (Addressee one : reached) {
      Addressee same =
          tell.keySet().stream()
              .filter(known -> known.contact().id().equals(one.contact().id()))
              .findFirst()
              .orElse(one);
      tell.computeIfAbsent(same, known -> new LinkedHashSet<>()).addAll(one.channels());
    }
  }

  private static List<Planned> planned(
      Escalation escalation,
      AlertingPlan plan,
      List<Moment> due,
      Map<Addressee, Set<Channel>> tell,
      Set<String> told,
      Optional<Occasion> first,
      Instant now) {
    var planned = new ArrayList<Planned>();
    if (due.isEmpty()) {
      return planned;
    }
    String key = first.map(Occasion::key).orElse(escalation.occasion() + " " + due.getLast().key());
    tell.forEach(
        (one, channels) -> {
          String label =
              first.map(Occasion::label).orElse(told.contains(one.contact().id()) ? REMINDER : "");
          planned.add(
              new Planned(
                  escalation.alert(),
                  new Occasion(key, label),
                  Recipient.each(List.of(one.contact().id()), channels),
                  escalation.severity(),
                  one.contact().due(escalation.severity(), now)));
        });
    if (due.stream().anyMatch(moment -> moment.last() && moment.repetition() == 0)) {
      planned.add(
          new Planned(
              escalation.alert(),
              new Occasion(key + " ops", Label.NOBODY_ANSWERED),
              Ops.recipients(plan),
              escalation.severity(),
              now));
    }
    return planned;
  }
}
