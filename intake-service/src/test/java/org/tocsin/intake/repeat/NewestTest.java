package org.tocsin.intake.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NewestTest {

  /** Against an ordinary map in order of entry; beyond 64 events the arrays grow and go round. */
  @Property(tries = 300)
  void itBehavesAsAMapThatForgetsItsOldest(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int most) {
    var random = new Random(seed);
    var newest = new Newest();
    var model = new LinkedHashMap<String, Remembered>();
    for (int i = 0; i < 2_000; i++) {
      String id = "id-" + random.nextInt(400);
      var event = new Remembered(random.nextInt(3), random.nextInt(3), random.nextInt(3));
      Remembered before = model.get(id);
      assertEquals(Optional.ofNullable(before), newest.find(id));
      assertEquals(before == null, newest.remember(id, event));
      if (before == null || event.standsBefore(before)) {
        model.put(id, event);
      }
      if (model.size() > most) {
        model.pollFirstEntry();
        newest.forgetOldest();
      }
      assertEquals(model.size(), newest.size());
    }
    model.forEach((id, event) -> assertEquals(Optional.of(event), newest.find(id)));
  }

  @Example
  void idsOfEveryLengthAreToldApart() {
    var newest = new Newest();
    for (int length = 1; length <= 64; length++) {
      newest.remember("a".repeat(length), new Remembered(length, 0, 0));
    }
    for (int length = 1; length <= 64; length++) {
      assertEquals(length, newest.find("a".repeat(length)).orElseThrow().digestHigh());
    }
    assertFalse(newest.remember("a".repeat(65), new Remembered(0, 0, 0)));
    assertEquals(64, newest.size());
  }
}
