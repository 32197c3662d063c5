package org.tocsin.intake.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CapacityTest {

  private static final int EVENTS = 20;
  private static final int BYTES = 1_000;

  /** A size of 0 is a departure of the oldest. */
  @Property
  void whateverComesTheBoundsHoldAndAllThatLeavesGivesItsRoomBack(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 300) Integer> sizes,
      @ForAll @Size(value = 200) List<Lane> lanes) {
    var capacity = new Capacity(EVENTS, BYTES);
    var inside = new ArrayDeque<Integer>();
    for (int i = 0; i < sizes.size(); i++) {
      int size = sizes.get(i);
      if (size == 0 && !inside.isEmpty()) {
        capacity.leave(inside.poll());
      } else if (capacity.enter(lanes.get(i), size)) {
        inside.add(size);
      }
      assertTrue(inside.size() <= EVENTS);
      assertTrue(inside.stream().mapToInt(Integer::intValue).sum() <= BYTES);
      assertEquals(inside.size(), capacity.held());
    }
    inside.forEach(capacity::leave);
    assertEquals(0, capacity.held());
    assertTrue(capacity.enter(Lane.STREAM, 1));
  }

  @Property
  void whereOrdinaryEventsAreTurnedAwayAnExtremeOneStillFindsRoom(
      @ForAll @IntRange(min = 1, max = 40) int size) {
    var capacity = new Capacity(EVENTS, BYTES);
    while (capacity.enter(Lane.ORDINARY, size)) {
      assertTrue(capacity.held() <= EVENTS);
    }
    assertFalse(capacity.enter(Lane.STREAM, size));
    assertTrue(capacity.enter(Lane.EXTREME, size));
  }
}
