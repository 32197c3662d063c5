package org.tocsin.registry.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.events.Event;

/**
 * One event of a history with what later events made of it.
 *
 * @param reported as it came
 * @param corrections those that were applied, in order
 * @param retraction what took it back, if something did
 * @param current the event after its corrections, and when its first report was recorded
 * @param confirmed whether the desk has confirmed it
 */
public record Entry(
    Recorded reported,
    List<Recorded> corrections,
    Optional<Recorded> retraction,
    Recorded current,
    boolean confirmed)
    implements Comparable<Entry> {

  public Entry {
    corrections = List.copyOf(corrections);
  }

  /** Whether it counts: neither taken back nor held until the desk confirms it. */
  public boolean stands() {
    return retraction.isEmpty() && !isHeld();
  }

  /** Whether it is held out of the figures until the desk confirms it. */
  public boolean isHeld() {
    return !confirmed && flags().contains(Flag.FUTURE_DATE);
  }

  /** Why the desk is asked to look at it. */
  public Set<Flag> flags() {
    return Flag.of(current);
  }

  /** What it says now. */
  public Event now() {
    return current.event();
  }

  @Override
  public int compareTo(Entry other) {
    return current.compareTo(other.current);
  }
}
