package org.tocsin.alert.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.storm.StormWatch.Verdict;

/** Rule 7 of DOMAIN.md, section 7, as a decision. */
class RulesOfStormsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final StormRule RULE = new StormRule(5, Duration.ofMinutes(10));
  private static final StormKey ARRESTS = new StormKey("LI", "arbitrary-arrest", false);

  private final StormWatch watch = new StormWatch(RULE, Map.of(), List.of());

  @Test
  @DisplayName(
      "Rule 7: A storm is folded: after five severe alerts of one responsible State and act type within ten minutes, further ones join one storm alert, which notifies at 10, 100, 1,000 … acts")
  void fiveAloneThenOneStormThatTellsAtPowersOfTen() {
    var milestones = new ArrayList<Integer>();
    UUID storm = null;
    for (int act = 1; act <= 10_000; act++) {
      Verdict verdict = watch.admit(ARRESTS, NOW.plusMillis(act), UUID::randomUUID);
      if (act <= 5) {
        assertInstanceOf(Verdict.Alone.class, verdict);
        continue;
      }
      var folded = assertInstanceOf(Verdict.Folded.class, verdict);
      assertEquals(act == 6, folded.begins());
      storm = storm == null ? folded.storm().alert() : storm;
      assertEquals(storm, folded.storm().alert());
      assertEquals(act, folded.storm().acts());
      folded.milestone().ifPresent(milestones::add);
    }
    assertEquals(List.of(10, 100, 1_000, 10_000), milestones);
    assertEquals(1, watch.changed().size());
  }

  @Test
  void anotherStateAnotherActAndOldNewsAreNotOfTheStorm() {
    for (int i = 0; i < 6; i++) {
      watch.admit(ARRESTS, NOW, UUID::randomUUID);
    }
    for (StormKey other :
        List.of(
            new StormKey("MC", "arbitrary-arrest", false),
            new StormKey("LI", "physical-attack", false),
            new StormKey("LI", "arbitrary-arrest", true))) {
      assertInstanceOf(Verdict.Alone.class, watch.admit(other, NOW, UUID::randomUUID));
    }
  }

  @Test
  void aStormIsOverWhenNothingHasJoinedItForTheWindow() {
    for (int i = 0; i < 6; i++) {
      watch.admit(ARRESTS, NOW, UUID::randomUUID);
    }
    Instant last = NOW.plus(RULE.window());
    assertInstanceOf(Verdict.Folded.class, watch.admit(ARRESTS, last, UUID::randomUUID));
    assertInstanceOf(
        Verdict.Alone.class,
        watch.admit(ARRESTS, last.plus(RULE.window()).plusMillis(1), UUID::randomUUID));
  }

  @Property
  void neverAreMoreThanFiveToldAloneWithinTheWindow(
      @ForAll List<@IntRange(min = 0, max = 300) Integer> pauses) {
    var fresh = new StormWatch(RULE, Map.of(), List.of());
    var alone = new ArrayList<Instant>();
    Instant now = NOW;
    for (int pause : pauses) {
      now = now.plusSeconds(pause);
      if (fresh.admit(ARRESTS, now, UUID::randomUUID) instanceof Verdict.Alone) {
        alone.add(now);
      }
    }
    for (int i = 5; i < alone.size(); i++) {
      assertEquals(true, alone.get(i - 5).plus(RULE.window()).isBefore(alone.get(i)));
    }
  }

  /** However the acts are cut into batches, each of which begins with what the last has written. */
  @Property
  void aWatchThatIsGivenThePastGoesOnAsTheSame(@ForAll @IntRange(min = 1, max = 40) int batch) {
    var told = new ArrayList<String>();
    var alone = new ArrayList<Instant>();
    List<Storm> storms = List.of();
    for (int act = 1; act <= 120; ) {
      var next = new StormWatch(RULE, Map.of(ARRESTS, alone), storms);
      for (int i = 0; i < batch && act <= 120; i++, act++) {
        Instant now = NOW.plusSeconds(act);
        switch (next.admit(ARRESTS, now, () -> new UUID(0, 1))) {
          case Verdict.Alone() -> {
            alone.add(now);
            told.add("alone");
          }
          case Verdict.Folded folded -> {
            if (folded.begins()) {
              told.add("storm");
            }
            folded.milestone().ifPresent(acts -> told.add("storm " + acts));
          }
        }
      }
      storms = next.changed().isEmpty() ? storms : List.copyOf(next.changed());
    }
    assertEquals(
        List.of("alone", "alone", "alone", "alone", "alone", "storm", "storm 10", "storm 100"),
        told);
  }
}
