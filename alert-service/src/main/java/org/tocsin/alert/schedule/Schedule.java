package org.tocsin.alert.schedule;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is on call when: rotations side by side, and who stands in for whom. Pure.
 *
 * @param id such as {@code around-the-clock}
 * @param rotations each gives at most one person at a time
 * @param standIns of two that hold at a time, the later in the list wins
 */
public record Schedule(String id, List<Rotation> rotations, List<StandIn> standIns) {

  public Schedule {
    rotations = List.copyOf(rotations);
    standIns = List.copyOf(standIns);
  }

  /** The ids of those on call at this instant, in the order of the rotations; may be nobody. */
  public Set<String> onCall(Instant at) {
    var onCall = new LinkedHashSet<String>();
    rotations.forEach(rotation -> rotation.onCall(at).ifPresent(onCall::add));
    for (StandIn standIn : standIns) {
      if (standIn.holds(at)
          && (standIn.insteadOf().isEmpty() || onCall.remove(standIn.insteadOf().get()))) {
        if (standIn.insteadOf().isEmpty()) {
          onCall.clear();
        }
        onCall.add(standIn.contact());
      }
    }
    return onCall;
  }

  /** Everybody who can ever be on call. */
  public Set<String> contacts() {
    var contacts = new LinkedHashSet<String>();
    rotations.forEach(rotation -> contacts.addAll(rotation.contacts()));
    standIns.forEach(standIn -> contacts.add(standIn.contact()));
    return contacts;
  }

  /**
   * Moments from {@code from} on and before {@code to} between which nothing changes: {@code from}
   * itself, and every one at which {@link #onCall} can give another answer.
   */
  public SortedSet<Instant> changes(Instant from, Instant to) {
    var changes = new TreeSet<Instant>();
    rotations.forEach(rotation -> rotation.changes(from, to, changes));
    standIns.forEach(standIn -> changes.addAll(List.of(standIn.from(), standIn.to())));
    changes.add(from);
    return changes.subSet(from, to);
  }
}
