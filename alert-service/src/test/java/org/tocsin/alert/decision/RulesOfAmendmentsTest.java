package org.tocsin.alert.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.alert.decision.Told.act;
import static org.tocsin.alert.decision.Told.event;
import static org.tocsin.alert.decision.Told.told;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.events.Event;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.Severity;

/** Rule 4 of DOMAIN.md, section 7, as decisions. */
class RulesOfAmendmentsTest {

  private final Told world = new Told();

  @Test
  @DisplayName(
      "Rule 4: A correction of something alerted goes to exactly the people who got the alert, on the same channels, and to nobody else")
  void aCorrectionGoesToThoseWhoGotTheAlert() {
    Event arrest = world.act("arrest", ActType.ARBITRARY_ARREST);
    world.hears(arrest);
    Event correction = world.correction("fix", arrest, "actType", "raid");
    var steps = world.hears(correction, correction);
    assertEquals(List.of("CORRECTED reached"), told(steps));
    assertEquals(Severity.MODERATE, world.alertOf(arrest).severity());
    assertTrue(steps.stream().anyMatch(Step.StopEscalation.class::isInstance), "now moderate");
  }

  @Test
  void aCorrectionThatSaysWhatStoodThereTellsNobody() {
    Event arrest = world.act("arrest", ActType.ARBITRARY_ARREST);
    world.hears(arrest);
    assertEquals(
        List.of(), told(world.hears(world.correction("same", arrest, "incidentState", "LI"))));
  }

  @Test
  @DisplayName("Rule 4: unless it raises the news to severe or extreme: then it is fresh news")
  void aCorrectionThatRaisesIsFreshNews() {
    Event raid = world.act("raid", ActType.RAID);
    world.hears(raid);
    Event killed = world.correction("killed", raid, "actType", "killing");
    assertEquals(List.of("CORRECTED policy"), told(world.hears(killed)));
    assertEquals(Severity.EXTREME, world.alertOf(raid).severity());
    assertEquals("deceased", world.alertOf(raid).change());
  }

  @Test
  void aCorrectionFromAnOldDateToTodayWakes() {
    Event arrest =
        event(
            "arrest",
            act(ActType.ARBITRARY_ARREST, "LI"),
            "ngo-one",
            world.caseId,
            Optional.empty(),
            "2016-11-20");
    world.hears(arrest);
    var day =
        world.correction(
            "day", arrest, "occurredAt", "{\"value\":\"2026-11-20\",\"precision\":\"day\"}");
    assertEquals(List.of("CORRECTED policy"), told(world.hears(day)));
    assertEquals(Timing.FRESH, world.alertOf(arrest).timing());
  }

  @Test
  @DisplayName(
      "Rule 4: A retraction stops escalation; a cancel is never sent to someone whose alert was not handed over")
  void aRetractionCancels() {
    Event death = world.act("death", ActType.DEATH_IN_CUSTODY);
    world.hears(death);
    Event retraction = world.retraction("sorry", death);
    var steps = world.hears(retraction, retraction);
    var alert = world.alertOf(death).id();
    assertEquals(
        List.of(
            new Step.StopEscalation(alert),
            new Step.Withdraw(alert),
            new Step.Tell(
                alert,
                "amended /partners/ngo-one sorry",
                Label.CANCEL,
                new Step.To.Reached(List.of(alert), false))),
        steps);
    assertTrue(world.alertOf(death).cancelled());
  }

  @Test
  void whatOthersStillReportStandsAfterARetraction() {
    var sourceRef = Optional.of(UUID.randomUUID());
    Event one =
        event("one", act(ActType.RAID, "LI"), "ngo-one", new UUID(1, 1), sourceRef, Told.DAY);
    Event two =
        event("two", act(ActType.RAID, "LI"), "ngo-two", new UUID(2, 2), sourceRef, Told.DAY);
    world.hears(one, two);
    assertEquals(List.of(), told(world.hears(world.retraction("sorry", two))), "one still says so");
    assertFalse(world.alertOf(one).cancelled());
    assertEquals(List.of("CANCEL reached"), told(world.hears(world.retraction("sorry-too", one))));
  }

  @Test
  void aReportOfWhatWasTakenBackIsNewsAgain() {
    Event death = world.act("death", ActType.KILLING);
    world.hears(death, world.retraction("sorry", death));
    assertEquals(List.of("policy"), told(world.hears(world.status("dead", PersonStatus.DECEASED))));
  }

  @Test
  @DisplayName("Rule 4: a correction or retraction that arrives before its target waits for it")
  void anAmendmentWaitsForItsTarget() {
    Event raid = world.act("raid", ActType.RAID);
    Event other = world.act("other", ActType.TORTURE);
    assertEquals(
        List.of(),
        told(
            world.hears(
                world.correction("killed", raid, "actType", "killing"),
                world.retraction("sorry", other))));
    assertEquals(List.of("policy"), told(world.hears(raid)));
    assertEquals(Severity.EXTREME, world.alertOf(raid).severity());
    assertEquals(List.of(), told(world.hears(other)), "taken back before it came");
  }

  @Test
  void nobodyCorrectsWhatAnotherReported() {
    Event arrest = world.act("arrest", ActType.ARBITRARY_ARREST);
    world.hears(arrest);
    Event foreign =
        event(
            "foreign",
            new org.tocsin.events.EventRetracted(arrest.header().id(), null),
            "ngo-two",
            world.caseId,
            Optional.empty(),
            Told.DAY);
    Event otherCase =
        event(
            "other-case",
            new org.tocsin.events.EventRetracted(arrest.header().id(), null),
            "ngo-one",
            new UUID(7, 7),
            Optional.empty(),
            Told.DAY);
    assertEquals(List.of(), told(world.hears(foreign, otherCase)));
    assertFalse(world.alertOf(arrest).cancelled());
  }

  /** The same events in any order, any of them any number of times. */
  @Property(tries = 300)
  void whatStandsDoesNotDependOnTheOrderOfArrival(@ForAll long seed) {
    var random = new Random(seed);
    List<Event> events = story(random);
    var inOrder = new Told();
    inOrder.hears(events.toArray(Event[]::new));
    var shuffled = new ArrayList<>(events);
    for (int i = 0; i < 5; i++) {
      shuffled.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(shuffled, random);
    var anyOrder = new Told();
    anyOrder.hears(shuffled.toArray(Event[]::new));
    assertEquals(inOrder.standing(), anyOrder.standing());
  }

  private List<Event> story(Random random) {
    Event arrest = world.act("arrest", ActType.ARBITRARY_ARREST);
    Event detained = world.status("detained", PersonStatus.DETAINED);
    Event killing = world.act("killing", ActType.KILLING);
    Event deceased = world.status("deceased", PersonStatus.DECEASED);
    Event raid = world.act("raid", ActType.RAID);
    Event blocked = world.status("blocked", PersonStatus.TRAVEL_BLOCKED);
    Event stopped = world.act("stopped", ActType.TRAVEL_INTERCEPTION);
    var events =
        new ArrayList<>(
            List.of(
                arrest,
                detained,
                killing,
                deceased,
                raid,
                blocked,
                stopped,
                world.correction("c1", arrest, "actType", "killing"),
                world.correction("c2", raid, "actType", "arbitrary-arrest"),
                world.correction("c3", killing, "actType", "raid"),
                world.correction("c4", deceased, "status", "detained"),
                world.retraction("r1", stopped),
                world.retraction("r2", detained),
                world.retraction("r3", raid)));
    Collections.shuffle(events, random);
    return events.subList(0, 1 + random.nextInt(events.size()));
  }
}
