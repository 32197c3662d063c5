package org.tocsin.registry.history;

import java.util.List;
import java.util.Optional;
import org.tocsin.events.Event;

/**
 * One event of a history with what later events made of it.
 *
 * @param reported as it came
 * @param corrections those that were applied, in order
 * @param retraction what took it back, if something did
 * @param current the event after its corrections, and when its first report was recorded
 */
public record Entry(
    Recorded reported, List<Recorded> corrections, Optional<Recorded> retraction, Recorded current)
    implements Comparable<Entry> {

  public Entry {
    corrections = List.copyOf(corrections);
  }

  /** Whether it counts: not taken back. */
  public boolean stands() {
    return retraction.isEmpty();
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
