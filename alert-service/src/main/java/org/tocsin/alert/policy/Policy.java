package org.tocsin.alert.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told when of the alerts that match, until they are acknowledged. Pure.
 *
 * @param id such as {@code grave}
 * @param match which alerts
 * @param acknowledgement what ends the escalation
 * @param steps at least one, the first at once
 * @param unanswered how long after the last step everybody is told, and how often again: for ever,
 *     as only a human ends it (DOMAIN.md section 7, rule 3)
 */
public record Policy(
    String id,
    Match match,
    Acknowledgement acknowledgement,
    List<Step> steps,
    Duration unanswered) {

  public Policy {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || !unanswered.isPositive()) {
      throw new IllegalArgumentException("A policy has steps, and a pause after the last");
    }
  }

  /** The moments of the steps and their repetitions, in order of time. */
  public List<Moment> moments() {
    var moments = new ArrayList<Moment>();
    for (int index = 0; index < steps.size(); index++) {
      Step step = steps.get(index);
      for (int repetition = 0; repetition <= step.times(); repetition++) {
        moments.add(
            new Moment(
                0,
                step.after().plus(step.every().multipliedBy(repetition)),
                step,
                "step-" + (index + 1) + (repetition == 0 ? "" : "-repeat-" + repetition),
                repetition,
                false));
      }
    }
    moments.sort(Comparator.comparing(Moment::after));
    var numbered = new ArrayList<Moment>();
    moments.forEach(
        moment ->
            numbered.add(
                new Moment(
                    numbered.size(),
                    moment.after(),
                    moment.step(),
                    moment.key(),
                    moment.repetition(),
                    false)));
    return numbered;
  }

  /**
   * The moment with this number: after those of the steps, everybody is told again and again if
   * anybody has to acknowledge, or else there is none.
   */
  public Optional<Moment> moment(int number) {
    List<Moment> moments = moments();
    if (number < moments.size()) {
      return Optional.of(moments.get(number));
    }
    if (acknowledgement instanceof Acknowledgement.None) {
      return Optional.empty();
    }
    int repetition = number - moments.size();
    return Optional.of(
        new Moment(
            number,
            moments.getLast().after().plus(unanswered.multipliedBy(repetition + 1L)),
            new Step(Duration.ZERO, Target.EVERYBODY, Set.of(), Duration.ZERO, 0),
            "everybody" + (repetition == 0 ? "" : "-repeat-" + repetition),
            repetition,
            true));
  }
}
