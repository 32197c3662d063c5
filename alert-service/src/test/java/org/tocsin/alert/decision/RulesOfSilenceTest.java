package org.tocsin.alert.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.tocsin.alert.decision.Told.NOW;
import static org.tocsin.alert.decision.Told.act;
import static org.tocsin.alert.decision.Told.event;
import static org.tocsin.alert.decision.Told.told;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.silence.Covered;
import org.tocsin.alert.silence.Silence;
import org.tocsin.events.Event;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.Severity;

/** Silences, and storms with extreme acts in them. */
class RulesOfSilenceTest {

  private static final Silence.Matching LIECHTENSTEIN =
      new Silence.Matching(
          Optional.of("LI"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static Silence silence(Silence.Matching matching, boolean extreme) {
    return new Silence(
        new UUID(5, 5),
        matching,
        NOW.minusSeconds(60),
        NOW.plusSeconds(60),
        extreme,
        "a training",
        "ops",
        Optional.empty());
  }

  @Test
  void aSilenceKeepsWhatItCoversFromWakingAnybodyAndStaysVisibleOnIt() {
    var world = new Told(List.of(silence(LIECHTENSTEIN, false)));
    Event arrest = world.act("arrest", ActType.ARBITRARY_ARREST);
    assertEquals(List.of(), told(world.hears(arrest)));
    assertEquals(new UUID(5, 5), world.alertOf(arrest).ties().silence());
    Event elsewhere =
        event(
            "elsewhere",
            act(ActType.ARBITRARY_ARREST, "MC"),
            "ngo-one",
            new UUID(2, 2),
            Optional.empty(),
            Told.DAY);
    assertEquals(List.of("policy"), told(world.hears(elsewhere)));
  }

  @Test
  void aSilenceNeverCoversExtremeAlertsUnlessSaidSoExplicitly() {
    var world = new Told(List.of(silence(LIECHTENSTEIN, false)));
    Event killing = world.act("killing", ActType.KILLING);
    assertEquals(List.of("policy"), told(world.hears(killing)));
    var explicit = new Told(List.of(silence(LIECHTENSTEIN, true)));
    assertEquals(List.of(), told(explicit.hears(explicit.act("killing", ActType.KILLING))));
  }

  @Test
  void whatIsSilencedAndTurnsOutExtremeWakes() {
    var world = new Told(List.of(silence(LIECHTENSTEIN, false)));
    Event arrest = world.act("arrest", ActType.ARBITRARY_ARREST);
    world.hears(arrest);
    assertEquals(
        List.of("CORRECTED policy"),
        told(world.hears(world.correction("died", arrest, "actType", "death-in-custody"))));
    assertNull(world.alertOf(arrest).ties().silence());
  }

  @Test
  void aSilenceEndsByItself() {
    var silence = silence(LIECHTENSTEIN, false);
    var covered =
        new Covered(
            Optional.of("LI"),
            Optional.of("raid"),
            Optional.of("ngo-one"),
            Optional.of(UUID.randomUUID()),
            Severity.MODERATE);
    assertEquals(true, silence.covers(covered, NOW));
    assertEquals(false, silence.covers(covered, NOW.plusSeconds(60)));
    assertEquals(false, silence.covers(covered, NOW.minus(Duration.ofHours(1))));
  }

  @Test
  @DisplayName(
      "Rule 7: an extreme act inside a storm still gets its own alert at once; the storm takes in no more than what is severe")
  void anExtremeActInsideAStormIsToldAtOnce() {
    var world = new Told();
    var told = new ArrayList<String>();
    for (int i = 1; i <= 120; i++) {
      told.addAll(told(world.hears(arrest("arrest-" + i, i))));
      if (i == 50) {
        Event killing =
            event(
                "killing",
                act(ActType.KILLING, "LI"),
                "ngo-one",
                new UUID(3, 50),
                Optional.empty(),
                Told.DAY);
        assertEquals(List.of("policy"), told(world.hears(killing)));
        assertNull(world.alertOf(killing).ties().storm());
      }
    }
    assertEquals(
        List.of(
            "policy",
            "policy",
            "policy",
            "policy",
            "policy",
            "STORM policy",
            "STORM 10 policy",
            "STORM 100 policy"),
        told);
  }

  @Test
  void whatIsTakenOutOfAStormIsToldAtPowersOfTenToThoseWhoGotTheStorm() {
    var world = new Told();
    var arrests = new ArrayList<Event>();
    for (int i = 1; i <= 20; i++) {
      arrests.add(arrest("arrest-" + i, i));
    }
    world.hears(arrests.toArray(Event[]::new));
    assertNotNull(world.alertOf(arrests.getLast()).ties().storm());
    var told = new ArrayList<String>();
    for (int i = 10; i < 20; i++) {
      told.addAll(
          world.hears(world.retraction("sorry-" + i, arrests.get(i))).stream()
              .filter(Step.Tell.class::isInstance)
              .map(Step.Tell.class::cast)
              .filter(tell -> tell.alert().equals(world.alertOf(arrests.get(9)).ties().storm()))
              .map(Step.Tell::key)
              .toList());
    }
    assertEquals(List.of("storm taken back 1", "storm taken back 10"), told);
  }

  private static Event arrest(String id, int number) {
    return event(
        id,
        act(ActType.ARBITRARY_ARREST, "LI"),
        "ngo-one",
        new UUID(3, number),
        Optional.empty(),
        Told.DAY);
  }
}
