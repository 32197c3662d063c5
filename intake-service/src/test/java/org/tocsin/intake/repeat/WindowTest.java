package org.tocsin.intake.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WindowTest {

  @Property
  void theNewestEventsOfAnOrganisationAreKnown(
      @ForAll @IntRange(min = 1, max = 50) int ofOne, @ForAll @IntRange(max = 200) int events) {
    var window = new Window(ofOne, 1_000);
    for (int i = 0; i < events; i++) {
      window.remember("/partners/a", "id-" + i, event("0", i));
    }
    for (int i = 0; i < events; i++) {
      assertEquals(
          i >= events - ofOne, window.find("/partners/a", "id-" + i).isPresent(), "id-" + i);
    }
    assertEquals(Math.min(ofOne, events), window.size());
  }

  @Property
  void inWhateverOrderTwoContentsAreHeardTheLeastStands(@ForAll long seed) {
    List<Remembered> contents =
        IntStream.range(0, 4)
            .mapToObj(i -> event(Integer.toHexString(i), i / 2))
            .collect(Collectors.toList());
    Remembered least = contents.getFirst();
    Collections.shuffle(contents, new Random(seed));
    var window = new Window(10, 10);
    contents.forEach(content -> window.remember("/partners/a", "id", content));
    assertEquals(least, window.find("/partners/a", "id").orElseThrow());
    assertEquals(1, window.size());
  }

  @Example
  void aBusyPartnerShortensNobodyElsesWindow() {
    var window = new Window(100, 120);
    for (int i = 0; i < 40; i++) {
      window.remember("/partners/quiet", "id-" + i, event("0", i));
    }
    for (int i = 0; i < 1_000; i++) {
      window.remember("/partners/busy", "id-" + i, event("0", i));
    }
    for (int i = 0; i < 40; i++) {
      assertTrue(window.find("/partners/quiet", "id-" + i).isPresent());
    }
    assertEquals(120, window.size());
  }

  private static Remembered event(String digit, int second) {
    return Remembered.of(digit.repeat(64), Instant.ofEpochSecond(second));
  }
}
