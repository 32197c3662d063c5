package org.tocsin.alert.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A time in which nobody is on call.
 *
 * @param from the first moment
 * @param to the first moment after; the end of the time looked at if the gap goes on
 */
public record Gap(Instant from, Instant to) {

  /**
   * The times within these limits in which none of the schedules has anybody on call, in order.
   * Pure.
   */
  public static List<Gap> of(Collection<Schedule> schedules, Instant from, Instant to) {
    var changes = new TreeSet<Instant>();
    changes.add(from);
    schedules.forEach(schedule -> changes.addAll(schedule.changes(from, to)));
    var gaps = new ArrayList<Gap>();
    Instant begun = null;
    for (Instant at : changes) {
      boolean nobody = schedules.stream().allMatch(schedule -> schedule.onCall(at).isEmpty());
      if (nobody && begun == null) {
        begun = at;
      } else if (!nobody && begun != null) {
        gaps.add(new Gap(begun, at));
        begun = null;
      }
    }
    if (begun != null) {
      gaps.add(new Gap(begun, to));
    }
    return gaps;
  }
}
