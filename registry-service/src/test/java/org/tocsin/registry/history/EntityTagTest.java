package org.tocsin.registry.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tocsin.registry.history.EntityTag.Mark;

class EntityTagTest {

  private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00.123456Z");

  @Property
  void theSameEventsGiveTheSameTagInWhateverOrderTheyAreRead(
      @ForAll("pages") List<Mark> page, @ForAll long seed) {
    var shuffled = new ArrayList<>(page);
    Collections.shuffle(shuffled, new Random(seed));
    assertEquals(EntityTag.of(page), EntityTag.of(shuffled));
  }

  @Property
  void aTagThatIsReadAgainMatchesItsPageAndNoOther(@ForAll("pages") List<Mark> page) {
    EntityTag read = EntityTag.parse(EntityTag.of(page).toString()).orElseThrow();
    assertTrue(read.matches(EntityTag.of(page)));
    var more = new ArrayList<>(page);
    more.add(mark(99));
    assertFalse(read.matches(EntityTag.of(more)));
    assertEquals(List.of(mark(99)), read.since(more));
  }

  @Example
  void whatIsNoTagOfOursIsNone() {
    for (String none : List.of("*", "", "\"x\"", "W/\"1-1-" + "0".repeat(32) + "\"", "1-1-0")) {
      assertTrue(EntityTag.parse(none).isEmpty(), none);
    }
  }

  @Provide
  Arbitrary<List<Mark>> pages() {
    return Arbitraries.integers().between(0, 50).map(EntityTagTest::mark).list().uniqueElements();
  }

  private static Mark mark(int second) {
    return new Mark("/desk#" + second, BEGIN.plusSeconds(second), "case-closed", "" + second, null);
  }
}
