package org.tocsin.acceptance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BenchTest {

  @Test
  void aRatioIsPrintedAsMeasuredAndNeverClipped() {
    assertEquals("ratio a 0.059 goal 0.60", new Ratio("a", 0.0591, 0.6).line());
    assertEquals("ratio a 12.500 goal 1.00", new Ratio("a", 12.5, 1).line());
  }

  @Test
  void requestsOfAnOpenLoopBeginAtEvenTimes() {
    assertEquals(0, Schedule.nanos(0, 1_000));
    assertEquals(1_000_000_000, Schedule.nanos(1_000, 1_000));
    assertEquals(333_333, Schedule.nanos(1, 3_000));
  }

  @Test
  void theRunInTheMiddleIsTold() {
    var runs = List.of(run(3), run(1), run(2));
    assertEquals(2, Measured.medianByRate(runs).perSecond());
    assertEquals(2, Measured.median(3, 1, 2));
  }

  @Test
  void everyPostHasAnIdOfItsOwnAndAboutAKilobyte() {
    Posts posts = Posts.ofKnownDefenders();
    String one = new String(posts.body(), StandardCharsets.UTF_8);
    assertNotEquals(one, new String(posts.body(), StandardCharsets.UTF_8));
    assertEquals(1.0, one.length() / 1000.0, 0.2);
  }

  private static Measured run(double perSecond) {
    return new Measured(perSecond, new Histogram(3), 0);
  }
}
