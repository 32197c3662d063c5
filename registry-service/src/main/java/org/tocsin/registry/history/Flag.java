package org.tocsin.registry.history;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.tocsin.events.ActReported;
import org.tocsin.events.Event;
import org.tocsin.events.PersonStatusChanged;

/** Why the desk is asked to look at an event. */
public enum Flag {
  /**
   * It is dated more than a day after it was recorded; it counts in no figure until the desk
   * confirms it.
   */
  FUTURE_DATE,
  /** Its act or status is of no kind that is known; it counts (DOMAIN.md, section 5). */
  UNRECOGNISED_CODE,
  /** What it said of a person was erased by order; what it counts for stands. */
  ERASED,
  /**
   * It was sealed under a key that was destroyed before it came: what it said of a person is lost.
   */
  KEY_DESTROYED,
  /**
   * Its key is there and does not open its sealed part: one of them was altered, or the keyset has
   * lost a key. What it counts for stands.
   */
  DOES_NOT_OPEN;

  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(24);

  /** The flags of an event as it stands now, as far as the event itself tells. */
  static Set<Flag> of(Recorded current) {
    var flags = EnumSet.noneOf(Flag.class);
    if (current.occurredAt().earliest().isAfter(current.recordedAt().plus(CLOCKS_MAY_DIFFER))) {
      flags.add(FUTURE_DATE);
    }
    if (isUnrecognised(current.event())) {
      flags.add(UNRECOGNISED_CODE);
    }
    return flags;
  }

  private static boolean isUnrecognised(Event event) {
    return switch (event.body()) {
      case ActReported act -> act.actType().known().isEmpty();
      case PersonStatusChanged change -> change.status().known().isEmpty();
      default -> false;
    };
  }

  /** As answers have it, such as {@code future-date}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
