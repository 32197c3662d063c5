package org.tocsin.alert.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tocsin.events.vocabulary.Severity;

/**
 * Who would be told of an alert, when, by which channel, and why, if nobody acknowledged it. Pure.
 *
 * @param at when the alert would be raised
 * @param planVersion by which plan
 * @param policy the id of the first policy that matches; null of what is no news
 * @param acknowledgement what would end it: {@code none}, {@code one} or {@code each-role}
 * @param considered the policies up to that one, in order
 * @param moments who is told when; nobody of minor news, which waits for the digest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DryRun(
    Instant at,
    long planVersion,
    String policy,
    String acknowledgement,
    List<Considered> considered,
    List<Tell> moments) {

  /**
   * A policy, and whether it matches.
   *
   * @param conditions the names of its conditions; none of a policy that takes everything
   * @param unmet those that such an alert does not meet
   */
  public record Considered(String policy, List<String> conditions, List<String> unmet) {}

  /**
   * A moment at which people are told.
   *
   * @param step such as {@code step-1}, {@code step-1-repeat-1} or {@code everybody}
   */
  public record Tell(Instant at, String step, boolean reminder, List<Who> who) {}

  /**
   * Somebody who is told.
   *
   * @param channels in the order of preference
   * @param why the part of the step that names the contact, such as {@code role geneva}
   * @param notBefore when it would be sent: later than the moment in quiet hours
   * @param unverified whether no address of the contact is verified, so that all are tried
   */
  public record Who(
      String contact, List<String> channels, String why, Instant notBefore, boolean unverified) {}

  /** Plays it. */
  public static DryRun of(PlanInForce.Version version, Traits traits, Instant at) {
    AlertingPlan plan = version.plan();
    Policy policy = plan.policyFor(traits);
    var considered = new ArrayList<Considered>();
    for (Policy one : plan.policies().subList(0, plan.policies().indexOf(policy) + 1)) {
      considered.add(new Considered(one.id(), one.match().conditions(), one.match().unmet(traits)));
    }
    List<Tell> moments =
        traits.severity() == Severity.MINOR
            ? List.of()
            : IntStream.rangeClosed(0, policy.moments().size())
                .mapToObj(policy::moment)
                .flatMap(Optional::stream)
                .map(moment -> tell(plan, moment, traits, at))
                .toList();
    return new DryRun(
        at,
        version.number(),
        policy.id(),
        switch (policy.acknowledgement()) {
          case Acknowledgement.None() -> "none";
          case Acknowledgement.One() -> "one";
          case Acknowledgement.EachRole each -> "each-role";
        },
        considered,
        moments);
  }

  private static Tell tell(AlertingPlan plan, Moment moment, Traits traits, Instant raised) {
    Instant at = raised.plus(moment.after());
    return new Tell(
        at,
        moment.key(),
        moment.repetition() > 0,
        plan.addressees(moment.step(), traits, at).stream()
            .map(
                one ->
                    new Who(
                        one.contact().id(),
                        one.channels().stream()
                            .map(channel -> channel.name().toLowerCase(Locale.ROOT))
                            .toList(),
                        one.why(),
                        one.contact().due(traits.severity(), at),
                        one.contact().isUnverified()))
            .toList());
  }
}
