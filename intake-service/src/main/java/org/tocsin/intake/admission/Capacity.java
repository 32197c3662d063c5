package org.tocsin.intake.admission;

/**
 * What this process has taken and not yet answered, bounded by number and by bytes, so that a storm
 * costs answers and not memory. Safe for many threads.
 */
final class Capacity {

  private final int events;
  private final long bytes;
  private int heldEvents;
  private long heldBytes;

  Capacity(int events, long bytes) {
    this.events = events;
    this.bytes = bytes;
  }

  /** Takes room for one event, or takes nothing and returns false. */
  synchronized boolean enter(Lane lane, int size) {
    if (heldEvents >= lane.of(events) || heldBytes + size > lane.of(bytes)) {
      return false;
    }
    heldEvents++;
    heldBytes += size;
    return true;
  }

  synchronized void leave(int size) {
    heldEvents--;
    heldBytes -= size;
  }

  synchronized int held() {
    return heldEvents;
  }
}
