package org.tocsin.registry.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.events.vocabulary.ConsentDecision.GRANTED;
import static org.tocsin.events.vocabulary.ConsentDecision.NOT_ASKED;
import static org.tocsin.events.vocabulary.ConsentDecision.REFUSED;
import static org.tocsin.events.vocabulary.ConsentDecision.WITHDRAWN;
import static org.tocsin.events.vocabulary.ConsentPurpose.PUBLIC_UNNAMED;
import static org.tocsin.events.vocabulary.ConsentPurpose.SHARE_PARTNERS;
import static org.tocsin.events.vocabulary.ConsentPurpose.SHARE_UN;
import static org.tocsin.events.vocabulary.ConsentPurpose.STORE;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.events.ConsentChanged;
import org.tocsin.events.Event;
import org.tocsin.events.vocabulary.ConsentDecision;
import org.tocsin.events.vocabulary.ConsentPurpose;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.Events;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

class ConsentLedgerTest {

  private static final Instant NOW = Instant.parse("2026-12-31T12:00:00Z");

  private final Events events = Events.ofNewCase();

  @DisplayName("Rule 10: not asked means no, for all but store")
  @Test
  void notAskedMeansNoForAllButStore() {
    var ledger = ledger();
    for (ConsentPurpose purpose : ConsentPurpose.values()) {
      assertEquals(Answer.NOT_ASKED, ledger.answer(purpose, NOW));
      assertEquals(purpose == STORE, ledger.allows(purpose, NOW), purpose.code());
    }
  }

  @DisplayName("Rule 10: consent is per purpose")
  @Test
  void aGrantHoldsForItsPurposeOnly() {
    var ledger = ledger(consent("g", "2026-11-01", SHARE_PARTNERS, GRANTED));
    assertTrue(ledger.allows(SHARE_PARTNERS, NOW));
    assertFalse(ledger.allows(SHARE_UN, NOW));
  }

  @Test
  void aWithdrawalEndsAGrantAndARefusalEndsStoring() {
    var ledger =
        ledger(
            consent("w", "2026-11-02", SHARE_PARTNERS, WITHDRAWN),
            consent("g", "2026-11-01", SHARE_PARTNERS, GRANTED),
            consent("r", "2026-11-01", STORE, REFUSED));
    assertEquals(Answer.WITHDRAWN, ledger.answer(SHARE_PARTNERS, NOW));
    assertFalse(ledger.allows(STORE, NOW));
  }

  @Test
  void aGrantHoldsToTheEndOfItsLastDayAndANoHasNoEnd() {
    var lastDay = LocalDate.of(2026, 12, 31);
    var ledger =
        ledger(
            event("g", "2026-11-01", Term.of(SHARE_UN), Term.of(GRANTED), lastDay),
            event("r", "2026-11-01", Term.of(SHARE_PARTNERS), Term.of(REFUSED), lastDay));
    assertTrue(ledger.allows(SHARE_UN, Instant.parse("2026-12-31T23:59:59Z")));
    assertEquals(Answer.EXPIRED, ledger.answer(SHARE_UN, Instant.parse("2027-01-01T00:00:00Z")));
    assertEquals(
        Answer.REFUSED, ledger.answer(SHARE_PARTNERS, Instant.parse("2027-01-01T00:00:00Z")));
  }

  @Test
  void theConsentOfOneDefenderIsNotThatOfAnother() {
    var other = Events.ofNewCase().withCase(events.caseId());
    var history =
        History.of(
            List.of(
                Events.recorded(consent("g", "2026-11-01", SHARE_UN, GRANTED), 1),
                Events.recorded(
                    other.event(
                        "w",
                        "2026-11-02",
                        new ConsentChanged(Term.of(SHARE_UN), Term.of(WITHDRAWN), null, null)),
                    2)));
    assertTrue(of(events.defender(), history).allows(SHARE_UN, NOW), "own word");
    assertFalse(of(other.defender(), history).allows(SHARE_UN, NOW));
  }

  @Test
  void theWordOfAPersonCountsUnderAllIdsThatAreMerged() {
    var other = Events.ofNewCase();
    var grant =
        History.of(List.of(Events.recorded(consent("g", "2026-11-01", SHARE_UN, GRANTED), 1)));
    var withdrawal =
        History.of(
            List.of(
                Events.recorded(
                    other.event(
                        "w",
                        "2026-11-02",
                        new ConsentChanged(Term.of(SHARE_UN), Term.of(WITHDRAWN), null, null)),
                    2)));
    var apart = of(events.defender(), grant);
    var merged =
        ConsentLedger.of(
            events.defender(),
            Set.of(events.defender(), other.defender()),
            List.of(grant, withdrawal));
    assertTrue(apart.allows(SHARE_UN, NOW));
    assertFalse(merged.allows(SHARE_UN, NOW));
  }

  @Test
  void aDecisionInOneCaseHoldsInAllCasesOfTheDefender() {
    var second = events.withCase(UUID.randomUUID());
    var ledger =
        ConsentLedger.of(
            events.defender(),
            Set.of(events.defender()),
            List.of(
                History.of(
                    List.of(Events.recorded(consent("g", "2026-11-01", SHARE_UN, GRANTED), 1))),
                History.of(
                    List.of(
                        Events.recorded(
                            second.event(
                                "w",
                                "2026-11-02",
                                new ConsentChanged(
                                    Term.of(SHARE_UN), Term.of(WITHDRAWN), null, null)),
                            0)))));
    assertFalse(ledger.allows(SHARE_UN, NOW));
  }

  @Test
  void whatIsTakenBackDoesNotCountAndIsStillShown() {
    var ledger =
        ledger(
            consent("g", "2026-11-01", SHARE_UN, GRANTED),
            events.retraction("x", "g", "2026-11-02"));
    assertEquals(Answer.NOT_ASKED, ledger.answer(SHARE_UN, NOW));
    assertEquals("g", ledger.entries().getFirst().eventId());
    assertFalse(ledger.entries().getFirst().counts());
  }

  @Test
  void aGrantDatedInTheFutureWaitsForTheDeskAndANoDoesNot() {
    var ledger =
        ledger(
            consent("g", "2199-01-01", SHARE_UN, GRANTED),
            consent("a", "2026-11-01", SHARE_PARTNERS, GRANTED),
            consent("w", "2199-01-01", SHARE_PARTNERS, WITHDRAWN));
    assertFalse(ledger.allows(SHARE_UN, NOW));
    assertFalse(ledger.allows(SHARE_PARTNERS, NOW));
  }

  @Test
  void wordsThatThisVersionDoesNotKnowAllowNothing() {
    var ledger =
        ledger(
            consent("g", "2026-11-01", PUBLIC_UNNAMED, GRANTED),
            event("u", "2026-11-02", Term.of(PUBLIC_UNNAMED), unknown("revoked"), null),
            event("p", "2026-11-01", unknown("share-press"), Term.of(GRANTED), null));
    assertEquals(Answer.UNCLEAR, ledger.answer(PUBLIC_UNNAMED, NOW));
    var shown =
        ledger.at(NOW).purposes().stream()
            .filter(one -> one.purpose().equals("share-press"))
            .toList();
    assertEquals(1, shown.size());
    assertFalse(shown.getFirst().allowed());
  }

  @Test
  void anAnswerBackToNotAskedForgetsTheGrant() {
    var ledger =
        ledger(
            consent("g", "2026-11-01", SHARE_UN, GRANTED),
            consent("n", "2026-11-02", SHARE_UN, NOT_ASKED));
    assertFalse(ledger.allows(SHARE_UN, NOW));
  }

  @Property(tries = 300)
  void theSameDecisionsGiveTheSameLedgerInWhateverOrderTheyArrive(
      @ForAll @Size(max = 20) List<@IntRange(max = 99_999) Integer> seeds, @ForAll long shuffle) {
    var arrived = recorded(seeds);
    var other = new ArrayList<>(arrived);
    Collections.shuffle(other, new Random(shuffle));
    assertEquals(of(arrived), of(other));
  }

  @Property(tries = 300)
  void aLastNoOfAnyKindStopsThePurposeWhateverWasGrantedBefore(
      @ForAll @Size(max = 20) List<@IntRange(max = 99_999) Integer> seeds,
      @ForAll ConsentPurpose purpose,
      @ForAll boolean refused) {
    var arrived = new ArrayList<>(recorded(seeds));
    arrived.add(
        Events.recorded(consent("last", "2026-12-30", purpose, refused ? REFUSED : WITHDRAWN), 10));
    Collections.shuffle(arrived, new Random(seeds.size()));
    assertFalse(of(arrived).allows(purpose, NOW));
  }

  @Property(tries = 300)
  void timeAloneTakesAwayAndNeverGives(
      @ForAll @Size(max = 20) List<@IntRange(max = 99_999) Integer> seeds,
      @ForAll @IntRange(max = 400) int days,
      @ForAll @IntRange(max = 400) int more) {
    var ledger = of(recorded(seeds));
    Instant early = NOW.plusSeconds(86_400L * days);
    Instant late = early.plusSeconds(86_400L * more);
    for (ConsentPurpose purpose : ConsentPurpose.values()) {
      assertTrue(ledger.allows(purpose, early) || !ledger.allows(purpose, late));
    }
  }

  /** Numbers become decisions with and without an end, and retractions of them. */
  private List<Recorded> recorded(List<Integer> seeds) {
    var recorded = new ArrayList<Recorded>();
    for (int i = 0; i < seeds.size(); i++) {
      int seed = seeds.get(i);
      String day = "2026-11-%02d".formatted(seed / 24 % 20 + 1);
      LocalDate expires =
          seed / 500 % 3 == 0 ? LocalDate.of(2026, 12, 1).plusDays(seed / 1_500) : null;
      Event event =
          seed % 7 == 6
              ? events.retraction("e" + i, "e" + seed / 500 % 20, day)
              : event(
                  "e" + i,
                  day,
                  Term.of(ConsentPurpose.values()[seed % 6]),
                  Term.of(ConsentDecision.values()[seed / 6 % 4]),
                  expires);
      recorded.add(Events.recorded(event, seed % 5));
    }
    return recorded;
  }

  private ConsentLedger of(List<Recorded> recorded) {
    return of(events.defender(), History.of(recorded));
  }

  private static ConsentLedger of(UUID defender, History history) {
    return ConsentLedger.of(defender, Set.of(defender), List.of(history));
  }

  private ConsentLedger ledger(Event... all) {
    var recorded = new ArrayList<Recorded>();
    for (Event event : all) {
      recorded.add(Events.recorded(event, recorded.size()));
    }
    return of(recorded);
  }

  private Event consent(String id, String day, ConsentPurpose purpose, ConsentDecision decision) {
    return event(id, day, Term.of(purpose), Term.of(decision), null);
  }

  private Event event(
      String id,
      String day,
      Term<ConsentPurpose> purpose,
      Term<ConsentDecision> decision,
      LocalDate expires) {
    return events.event(id, day, new ConsentChanged(purpose, decision, null, expires));
  }

  private static <E extends Enum<E> & org.tocsin.events.vocabulary.Vocabulary> Term<E> unknown(
      String code) {
    return new Term<E>(code, Optional.empty());
  }
}
