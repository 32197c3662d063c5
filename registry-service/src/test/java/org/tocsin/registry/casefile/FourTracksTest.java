package org.tocsin.registry.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.registry.Events.recorded;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.OwnerAssigned;
import org.tocsin.events.StateMeasureTaken;
import org.tocsin.events.StateReplied;
import org.tocsin.events.vocabulary.AccountabilityTrack;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.MeasureStep;
import org.tocsin.events.vocabulary.Mechanism;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.Events;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;
import org.tocsin.service.deadline.Deadlines;

/** Rule 1 of DOMAIN.md, section 6: four tracks, not one state machine. */
class FourTracksTest {

  private static final State CH = State.of("CH").orElseThrow();
  private static final Deadlines DEADLINES =
      DeadlineRules.of(Map.of(LocalDate.parse("1980-01-01"), 60));

  private final Events events = Events.ofNewCase();
  private final Recorded act =
      recorded(events.act("a", ActType.ARBITRARY_ARREST, "2026-11-01", "CH"), 1);
  private final Recorded death =
      recorded(events.status("d", PersonStatus.DECEASED, "2026-11-02"), 2);
  private final Recorded letter =
      recorded(
          events.event(
              "l",
              "2026-11-03",
              new CommunicationSent(
                  Term.of(Mechanism.SPECIAL_PROCEDURES), "AL 1", CH, LocalDate.of(2026, 11, 3))),
          3);
  private final Recorded denial = reply("r", ReplyKind.REJECTS_ALLEGATION, 4);
  private final Recorded investigation =
      measure("i", AccountabilityTrack.INVESTIGATION, MeasureStep.OPENED, 5);
  private final Recorded remedy = measure("m", AccountabilityTrack.REMEDY, MeasureStep.REFUSED, 6);

  @DisplayName("Rule 1: four tracks, not one state machine")
  @Test
  void noTrackMovesAnother() {
    var all = history(act, death, letter, denial, investigation, remedy);
    assertEquals(Information.of(history(act, denial), false), Information.of(all, false));
    assertEquals(CaseFile.of(history(act, death)).statuses(), CaseFile.of(all).statuses());
    assertEquals(letters(history(letter, denial)), letters(all));
    assertEquals(Accountability.of(history(investigation, remedy)), Accountability.of(all));
  }

  @DisplayName("Rule 1: accountability has investigation, prosecution and remedy, each on its own")
  @Test
  void investigationProsecutionAndRemedyAreEachOnTheirOwn() {
    var accountability = Accountability.of(history(investigation, remedy));
    assertEquals(List.of("opened"), steps(accountability.investigation()));
    assertEquals(List.of(), accountability.prosecution());
    assertEquals(List.of("refused"), steps(accountability.remedy()));
    assertEquals("i", accountability.investigation().getFirst().eventId());
  }

  @DisplayName("Rule 1: deceased never closes accountability")
  @Test
  void deceasedNeverClosesAccountability() {
    var later = measure("p", AccountabilityTrack.PROSECUTION, MeasureStep.OPENED, 9);
    var accountability = Accountability.of(history(investigation, death, later));
    assertEquals(List.of("opened"), steps(accountability.investigation()));
    assertEquals(List.of("opened"), steps(accountability.prosecution()));
    assertTrue(CaseFile.of(history(investigation, death, later)).open());
  }

  @Test
  void aPersonClosesACaseNeverARule() {
    var completed = measure("c", AccountabilityTrack.REMEDY, MeasureStep.COMPLETED, 7);
    assertTrue(CaseFile.of(history(act, death, denial, completed)).open());
    var closed = recorded(events.decision("x", "2026-11-09", new CaseClosed(null)), 8);
    assertFalse(CaseFile.of(history(act, closed)).open());
    assertEquals(
        List.of("x"), Closing.of(history(act, closed)).stream().map(Closing::eventId).toList());
  }

  @DisplayName("Rule 5: a State's denial is a dispute, not a disproof")
  @Test
  void aStateDenialIsADisputeNotADisproof() {
    var disputed = Information.of(history(act, letter, denial), true);
    assertEquals("disputed", disputed.standing());
    assertTrue(disputed.corroborated());
    assertEquals(List.of("r"), disputed.disputes().stream().map(d -> d.eventId()).toList());
    assertEquals(
        CaseFile.of(history(act)).acts(), CaseFile.of(history(act, letter, denial)).acts());
  }

  @Test
  void informationIsReportedThenCorroboratedAndRetractedWhenNoReportIsLeft() {
    assertEquals("none", Information.of(history(death), false).standing());
    assertEquals("reported", Information.of(history(act), false).standing());
    assertEquals("corroborated", Information.of(history(act), true).standing());
    var back = recorded(events.retraction("b", "a", "2026-11-05"), 5);
    var retracted = Information.of(history(act, back), false);
    assertEquals("retracted", retracted.standing());
    assertEquals("b", retracted.retracted().getFirst().retractedBy());
  }

  @Test
  void anyReplyButADenialIsNoDispute() {
    for (ReplyKind kind : ReplyKind.values()) {
      boolean denies = kind == ReplyKind.REJECTS_ALLEGATION;
      assertEquals(
          denies ? "disputed" : "reported",
          Information.of(history(act, reply("k", kind, 4)), false).standing());
    }
  }

  @Test
  void anAcknowledgementDoesNotStopTheClockAndADenialDoes() {
    var acknowledged = history(letter, reply("k", ReplyKind.ACKNOWLEDGEMENT, 4));
    var later = Instant.parse("2027-03-01T00:00:00Z");
    assertEquals(ReplyState.OVERDUE, Letter.of(acknowledged, DEADLINES, later).getFirst().reply());
    assertEquals(
        ReplyState.ANSWERED,
        Letter.of(history(letter, denial), DEADLINES, later).getFirst().reply());
  }

  @Test
  void theOwnerIsTheOneAssignedLast() {
    var one = recorded(events.decision("1", "2026-11-02", new OwnerAssigned("ana")), 2);
    var two = recorded(events.decision("2", "2026-11-03", new OwnerAssigned("ben")), 3);
    assertEquals("ben", Owner.of(history(two, one)).orElseThrow().user());
    assertTrue(Owner.of(history(act)).isEmpty());
  }

  private Recorded reply(String id, ReplyKind kind, int second) {
    return recorded(
        events.event(id, "2026-11-20", new StateReplied("AL 1", Term.of(kind), CH)), second);
  }

  private Recorded measure(String id, AccountabilityTrack track, MeasureStep step, int second) {
    return recorded(
        events.event(id, "2026-11-20", new StateMeasureTaken(CH, Term.of(track), Term.of(step))),
        second);
  }

  private static List<Letter> letters(History history) {
    return Letter.of(history, DEADLINES, Instant.parse("2026-12-01T00:00:00Z"));
  }

  private static List<String> steps(List<Accountability.Step> steps) {
    return steps.stream().map(Accountability.Step::step).toList();
  }

  private static History history(Recorded... recorded) {
    return History.of(List.of(recorded));
  }
}
