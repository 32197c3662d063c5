package org.tocsin.alert.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.alert.decision.Told.NOW;
import static org.tocsin.alert.decision.Told.act;
import static org.tocsin.alert.decision.Told.event;
import static org.tocsin.alert.decision.Told.linked;
import static org.tocsin.alert.decision.Told.told;
import static org.tocsin.alert.decision.Told.unlinked;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.events.Event;
import org.tocsin.events.PersonStatusChanged;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.events.vocabulary.Term;

/** Rules 1, 2, 5 and 6 of DOMAIN.md, section 7, as decisions: no clock, no database. */
class RulesOfNewsTest {

  private final Told world = new Told();

  @Test
  @DisplayName(
      "Rule 1: Extreme and severe news wakes the on-call contacts at once by SMS and e-mail; moderate goes by e-mail; minor into a daily digest")
  void channelsFollowSeverity() {
    var both = EnumSet.allOf(Channel.class);
    assertEquals(both, Decision.channels(Severity.EXTREME, Timing.FRESH));
    assertEquals(both, Decision.channels(Severity.SEVERE, Timing.FRESH));
    assertEquals(
        Set.of(Channel.EMAIL, Channel.WEBHOOK), Decision.channels(Severity.MODERATE, Timing.FRESH));
    assertEquals(Set.of(), Decision.channels(Severity.MINOR, Timing.FRESH));
    assertEquals(List.of(), told(world.hears(world.act("smear", ActType.SMEAR_CAMPAIGN))));
    assertEquals(List.of("policy"), told(world.hears(world.act("raid", ActType.RAID))));
  }

  @Test
  @DisplayName(
      "Rule 1: missing, disappeared, incommunicado and deceased as extreme; detained and re-arrested as severe; all others as moderate")
  void statusesAreNews() {
    var extreme =
        EnumSet.of(
            PersonStatus.MISSING,
            PersonStatus.DISAPPEARED,
            PersonStatus.INCOMMUNICADO,
            PersonStatus.DECEASED);
    var severe = EnumSet.of(PersonStatus.DETAINED, PersonStatus.RE_ARRESTED);
    for (PersonStatus status : PersonStatus.values()) {
      Severity expected =
          extreme.contains(status)
              ? Severity.EXTREME
              : severe.contains(status) ? Severity.SEVERE : Severity.MODERATE;
      Event event = world.status("is-" + status.code(), status);
      assertEquals(List.of("policy"), told(world.hears(event)), status.code());
      assertEquals(expected, world.alertOf(event).severity(), status.code());
    }
  }

  @Test
  @DisplayName("Rule 1: An act and the status that it implies are one change")
  void anActAndItsStatusAreOne() {
    Event arrest = world.act("arrest", ActType.ARBITRARY_ARREST);
    Event detained = world.status("detained", PersonStatus.DETAINED);
    assertEquals(List.of("policy"), told(world.hears(arrest, detained)));
    assertEquals(world.alertOf(arrest), world.alertOf(detained));
  }

  @Test
  @DisplayName(
      "Rule 2: An alert's key is (case, change); reports of the same act by others add to the alert, and wake nobody again")
  void reportsOfTheSameActJoin() {
    var sourceRef = Optional.of(UUID.randomUUID());
    Event one = arrest("one", "ngo-one", new UUID(1, 1), sourceRef);
    Event two = arrest("two", "ngo-two", new UUID(2, 2), sourceRef);
    assertEquals(List.of("policy"), told(world.hears(one, two, one, two)));
    assertEquals(world.alertOf(one), world.alertOf(two));
    assertTrue(world.board.isUnverified(world.alertOf(one)), "both quote one source");
  }

  @Test
  void anotherActOfTheDayAnotherChangeAndAnotherDayAreNewsOfTheirOwn() {
    Event first = world.act("first", ActType.ARBITRARY_ARREST);
    Event second = world.act("second", ActType.ARBITRARY_DETENTION);
    Event released = world.status("released", PersonStatus.RELEASED);
    Event again = onDay("again", PersonStatus.DETAINED, "2026-11-18");
    assertEquals(
        List.of("policy", "policy", "policy", "policy"),
        told(world.hears(first, second, released, again)));
  }

  @Test
  @DisplayName("Rule 4: a join that makes the news severe or extreme is fresh news")
  void aGraverJoinRaises() {
    Event blocked = world.status("blocked", PersonStatus.TRAVEL_BLOCKED);
    assertEquals(List.of("policy"), told(world.hears(blocked)));
    Event stopped = world.act("stopped", ActType.TRAVEL_INTERCEPTION);
    assertEquals(List.of("policy"), told(world.hears(stopped)));
    assertEquals(Severity.SEVERE, world.alertOf(blocked).severity());
  }

  @Test
  @DisplayName(
      "Rule 5: An unverified extreme report is sent at once, marked UNVERIFIED; an unrecognised act alerts as severe, and a future date alerts at once")
  void unverifiedAndFlaggedNewsIsNeverHeldBack() {
    Event killing = world.act("killing", ActType.KILLING);
    assertEquals(List.of("policy"), told(world.hears(killing)));
    assertTrue(world.board.isUnverified(world.alertOf(killing)));

    Term<ActType> unknown = Term.read(ActType.class, "house-burning").orElseThrow();
    Event odd = in("odd", act(unknown, "LI"), Told.DAY);
    assertEquals(List.of("policy"), told(world.hears(odd)));
    assertEquals(Severity.SEVERE, world.alertOf(odd).severity());

    Event future = in("future", act(ActType.TORTURE, "LI"), "2027-03-01");
    assertEquals(List.of("policy"), told(world.hears(future)));
    assertEquals(Timing.FRESH, world.alertOf(future).timing());
  }

  @Test
  @DisplayName(
      "Rule 6: Historic news goes by e-mail marked LATE REPORT, except a killing, death in custody, disappearance or a person missing, which always wakes, marked BACKDATED")
  void historicNewsIsMarked() {
    String eightDaysAgo = "2026-11-12";
    Event arrest = in("arrest", act(ActType.ARBITRARY_ARREST, "LI"), eightDaysAgo);
    Event torture = in("torture", act(ActType.TORTURE, "LI"), eightDaysAgo);
    Event killing = in("killing", act(ActType.KILLING, "LI"), eightDaysAgo);
    Event missing = onDay("missing", PersonStatus.MISSING, eightDaysAgo);
    world.hears(arrest, torture, killing, missing);
    assertEquals(Timing.LATE_REPORT, world.alertOf(arrest).timing());
    assertEquals(Timing.LATE_REPORT, world.alertOf(torture).timing());
    assertEquals(Timing.BACKDATED, world.alertOf(killing).timing());
    assertEquals(Timing.BACKDATED, world.alertOf(missing).timing());
    assertEquals("LATE REPORT", Timing.LATE_REPORT.label());
    assertEquals("BACKDATED", Timing.BACKDATED.label());
    assertEquals(
        Set.of(Channel.EMAIL, Channel.WEBHOOK),
        Decision.channels(Severity.EXTREME, Timing.LATE_REPORT));
    assertEquals(
        EnumSet.allOf(Channel.class), Decision.channels(Severity.EXTREME, Timing.BACKDATED));
  }

  @Test
  @DisplayName("Rule 6: historic is more than 7 days after its latest possible date, in UTC")
  void sevenDaysAreCountedFromTheLastPossibleMoment() {
    Event inTime = in("in-time", act(ActType.ARBITRARY_ARREST, "LI"), "2026-11-13");
    world.hears(inTime);
    assertEquals(Timing.FRESH, world.alertOf(inTime).timing());
    assertTrue(
        inTime.header().occurredAt().latest().isAfter(NOW.minus(Duration.ofDays(7))),
        "its last moment is less than seven days old");
  }

  @Test
  void aThirdSourceWakesOnItsOwnMarkedAsPossiblyTheSameAndIsToldByMailWhenLinked() {
    var sourceRef = Optional.of(UUID.randomUUID());
    Event one = arrest("one", "ngo-one", new UUID(1, 1), sourceRef);
    Event two = arrest("two", "ngo-two", new UUID(2, 2), sourceRef);
    Event three = arrest("three", "ngo-three", new UUID(3, 3), Optional.empty());
    assertEquals(List.of("policy"), told(world.hears(one, two)));
    assertEquals(List.of("POSSIBLY SAME policy"), told(world.hears(three)));
    assertTrue(world.board.isUnverified(world.alertOf(three)));

    Event link = linked("link", new UUID(1, 1), new UUID(3, 3));
    assertEquals(List.of("CORROBORATED reached by e-mail"), told(world.hears(link, link)));
    assertFalse(world.board.isUnverified(world.alertOf(one)));
    assertFalse(world.board.isUnverified(world.alertOf(three)));
    assertNotEquals(world.alertOf(one), world.alertOf(three));

    Event later = arrest("later", "ngo-three", new UUID(3, 3), Optional.empty());
    assertEquals(List.of(), told(world.hears(later)), "the desk has said that it is the same");

    Event unlink = unlinked("unlink", new UUID(1, 1), new UUID(3, 3));
    assertEquals(List.of("CORRECTED reached by e-mail"), told(world.hears(unlink)));
    assertTrue(world.board.isUnverified(world.alertOf(three)));
  }

  private static Event arrest(
      String id, String organisation, UUID caseId, Optional<UUID> sourceRef) {
    return event(
        id, act(ActType.ARBITRARY_ARREST, "LI"), organisation, caseId, sourceRef, Told.DAY);
  }

  private Event in(String id, org.tocsin.events.ReprisalEvent body, String day) {
    return event(id, body, "ngo-one", world.caseId, Optional.empty(), day);
  }

  private Event onDay(String id, PersonStatus status, String day) {
    return in(id, new PersonStatusChanged(Term.of(status), null), day);
  }
}
