package org.tocsin.intake.repeat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest events of each organisation, by id. When all windows together are full, the longest
 * gives up its oldest, so that one busy partner shortens nobody else's. Safe for many threads.
 */
final class Window {

  private final int ofOne;
  private final int ofAll;
  private final Map<String, Newest> bySource = new HashMap<>();
  private int size;

  /**
   * An empty one.
   *
   * @param ofOne how many events of one organisation are remembered at most
   * @param ofAll and of all together
   */
  Window(int ofOne, int ofAll) {
    this.ofOne = ofOne;
    this.ofAll = ofAll;
  }

  synchronized Optional<Remembered> find(String source, String id) {
    var events = bySource.get(source);
    return events == null ? Optional.empty() : events.find(id);
  }

  /** Remembers an event; of two under one id the one that stands. */
  synchronized void remember(String source, String id, Remembered event) {
    var events = bySource.computeIfAbsent(source, s -> new Newest());
    if (events.remember(id, event)) {
      size++;
      forget(events);
    }
  }

  synchronized int size() {
    return size;
  }

  private void forget(Newest grown) {
    if (grown.size() > ofOne) {
      grown.forgetOldest();
      size--;
    } else if (size > ofAll) {
      bySource.values().stream()
          .max((one, other) -> Integer.compare(one.size(), other.size()))
          .orElse(grown)
          .forgetOldest();
      size--;
    }
  }
}
