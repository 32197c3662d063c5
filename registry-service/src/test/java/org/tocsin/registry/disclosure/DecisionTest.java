package org.tocsin.registry.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tocsin.events.ConsentChanged;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.vocabulary.ConsentDecision;
import org.tocsin.events.vocabulary.ConsentPurpose;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.Events;
import org.tocsin.registry.consent.ConsentLedger;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

class DecisionTest {

  private static final Instant NOW = Instant.parse("2026-12-31T12:00:00Z");
  private static final Optional<Set<String>> OPEN = Optional.empty();
  private static final Optional<Set<String>> RESTRICTED = Optional.of(Set.of("ana", "ben"));
  private static final Optional<Instant> NO_GLASS = Optional.empty();

  @Test
  void theDeskSeesEverythingWhereNobodyHasAskedForConsent() {
    assertEquals(
        new Decision(Shown.EVERYTHING, "consent-not-asked"), decide(desk("ana"), ledger(), OPEN));
  }

  @Test
  void notAskedMeansNoForWhateverLeaves() {
    for (Purpose purpose : Purpose.values()) {
      boolean inside = purpose == Purpose.DESK_WORK || purpose == Purpose.ALERT;
      assertEquals(
          inside, decide(asking("ana", purpose), ledger(), OPEN).allowed(), purpose.code());
    }
  }

  @Test
  void briefsToOwnContactsFallUnderStoreAndThoseOfAPartnerNeedSharePartners() {
    var own = asking("contact/geneva", Purpose.ALERT);
    var partners = own.forPartner(Optional.of(new Organisation("ngo-two")));
    assertTrue(decide(own, ledger(), OPEN).allowed());
    assertEquals(
        new Decision(Shown.NOTHING, "consent-not-asked"), decide(partners, ledger(), OPEN));
    var shared = ledger(ConsentPurpose.SHARE_PARTNERS, ConsentDecision.GRANTED);
    assertEquals(Shown.EVERYTHING, decide(partners, shared, OPEN).shown());
  }

  @Test
  void withoutConsentToStoreTheDeskSeesNoNamesAndNobodyElseAnything() {
    var ledger =
        ledger(
            ConsentPurpose.STORE,
            ConsentDecision.WITHDRAWN,
            ConsentPurpose.SHARE_UN,
            ConsentDecision.GRANTED);
    assertEquals(new Decision(Shown.UNNAMED, "store-withdrawn"), decide(desk("ana"), ledger, OPEN));
    assertFalse(decide(asking("ana", Purpose.ALERT), ledger, OPEN).allowed());
    assertFalse(decide(asking("ana", Purpose.SHARE_UN), ledger, OPEN).allowed());
  }

  @Test
  void publicUnnamedNeverShowsNamesAndPublicNamedNeedsItsOwnConsent() {
    var unnamed = ledger(ConsentPurpose.PUBLIC_UNNAMED, ConsentDecision.GRANTED);
    assertEquals(
        Shown.UNNAMED, decide(asking("ana", Purpose.PUBLIC_UNNAMED), unnamed, OPEN).shown());
    assertFalse(decide(asking("ana", Purpose.PUBLIC_NAMED), unnamed, OPEN).allowed());
  }

  @Test
  void aRoleThatSeesNoNamesSeesTheRest() {
    var admin = Request.ofStaff("root", false, Purpose.DESK_WORK);
    assertEquals(new Decision(Shown.UNNAMED, Decision.ROLE), decide(admin, ledger(), OPEN));
  }

  @Test
  void onlyThoseOnTheListMayKnow() {
    assertEquals(Shown.EVERYTHING, decide(desk("ben"), ledger(), RESTRICTED).shown());
    assertEquals(
        new Decision(Shown.NOTHING, Decision.NEED_TO_KNOW),
        decide(desk("cleo"), ledger(), RESTRICTED));
    assertFalse(decide(asking("contact/ana", Purpose.ALERT), ledger(), RESTRICTED).allowed());
  }

  @Test
  void brokenGlassOpensForItsTimeAndNotALittleLonger() {
    Instant until = NOW.plusSeconds(1);
    var inTime =
        Decision.decide(desk("cleo"), List.of(ledger()), RESTRICTED, Optional.of(until), NOW);
    assertEquals(new Decision(Shown.EVERYTHING, Decision.BREAK_GLASS), inTime);
    var late =
        Decision.decide(desk("cleo"), List.of(ledger()), RESTRICTED, Optional.of(until), until);
    assertFalse(late.allowed());
  }

  @Test
  void brokenGlassDoesNotStandInForConsent() {
    var refused = ledger(ConsentPurpose.STORE, ConsentDecision.REFUSED);
    var decision =
        Decision.decide(
            desk("cleo"), List.of(refused), RESTRICTED, Optional.of(NOW.plusSeconds(60)), NOW);
    assertEquals(new Decision(Shown.UNNAMED, "store-refused"), decision);
  }

  @Test
  void ofSeveralDefendersTheStrictestAnswerHolds() {
    var granted = ledger(ConsentPurpose.SHARE_UN, ConsentDecision.GRANTED);
    var refused = ledger(ConsentPurpose.SHARE_UN, ConsentDecision.REFUSED);
    for (var both : List.of(List.of(granted, refused), List.of(refused, granted))) {
      assertEquals(
          new Decision(Shown.NOTHING, "consent-refused"),
          Decision.decide(asking("ana", Purpose.SHARE_UN), both, OPEN, NO_GLASS, NOW));
    }
  }

  @Property(tries = 500)
  void nothingIsEverShownThatConsentRoleOrListForbid(
      @ForAll @Size(max = 12) List<@IntRange(max = 9_999) Integer> seeds,
      @ForAll Purpose purpose,
      @ForAll boolean seesNames,
      @ForAll boolean listed,
      @ForAll boolean restricted,
      @ForAll boolean ofPartner,
      @ForAll @IntRange(min = -2, max = 2) int glass) {
    var ledger = ledger(seeds);
    var request =
        new Request(
            listed ? "ana" : "cleo",
            seesNames,
            purpose,
            ofPartner ? Optional.of(new Organisation("ngo-two")) : Optional.empty());
    var decision =
        Decision.decide(
            request,
            List.of(ledger),
            restricted ? RESTRICTED : OPEN,
            glass == 0 ? NO_GLASS : Optional.of(NOW.plusSeconds(glass)),
            NOW);
    boolean mayKnow = !restricted || listed || glass > 0;
    boolean stored = ledger.allows(ConsentPurpose.STORE, NOW);
    assertTrue(mayKnow || !decision.allowed());
    assertTrue(stored || decision.shown() != Shown.EVERYTHING);
    if (decision.shown() == Shown.EVERYTHING) {
      assertTrue(seesNames && purpose != Purpose.PUBLIC_UNNAMED);
      assertTrue(ledger.allows(purpose.consent(), NOW));
      assertTrue(
          !ofPartner
              || purpose != Purpose.ALERT
              || ledger.allows(ConsentPurpose.SHARE_PARTNERS, NOW));
    }
    if (decision.allowed() && purpose != Purpose.DESK_WORK) {
      assertTrue(stored && ledger.allows(purpose.consent(), NOW));
    }
    if (mayKnow && stored && seesNames && ledger.allows(purpose.consent(), NOW) && !ofPartner) {
      assertEquals(purpose.most(), decision.shown());
    }
  }

  private static Request desk(String user) {
    return Request.ofStaff(user, true, Purpose.DESK_WORK);
  }

  private static Request asking(String reader, Purpose purpose) {
    return Request.ofStaff(reader, true, purpose);
  }

  private static Decision decide(
      Request request, ConsentLedger ledger, Optional<Set<String>> needToKnow) {
    return Decision.decide(request, List.of(ledger), needToKnow, NO_GLASS, NOW);
  }

  private static ConsentLedger ledger(Object... purposesAndDecisions) {
    var events = Events.ofNewCase();
    var recorded = new ArrayList<Recorded>();
    for (int i = 0; i < purposesAndDecisions.length; i += 2) {
      recorded.add(
          consent(
              events,
              i,
              (ConsentPurpose) purposesAndDecisions[i],
              (ConsentDecision) purposesAndDecisions[i + 1]));
    }
    return of(events.defender(), recorded);
  }

  private static ConsentLedger ledger(List<Integer> seeds) {
    var events = Events.ofNewCase();
    var recorded = new ArrayList<Recorded>();
    for (int i = 0; i < seeds.size(); i++) {
      recorded.add(
          consent(
              events,
              i,
              ConsentPurpose.values()[seeds.get(i) % 6],
              ConsentDecision.values()[seeds.get(i) / 6 % 4]));
    }
    return of(events.defender(), recorded);
  }

  private static ConsentLedger of(UUID defender, List<Recorded> recorded) {
    return ConsentLedger.of(defender, Set.of(defender), List.of(History.of(recorded)));
  }

  private static Recorded consent(
      Events events, int number, ConsentPurpose purpose, ConsentDecision decision) {
    return Events.recorded(
        events.event(
            "c" + number,
            "2026-11-20",
            new ConsentChanged(Term.of(purpose), Term.of(decision), null, null)),
        number);
  }
}
