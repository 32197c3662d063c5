package org.tocsin.registry.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.service.deadline.Deadlines;

/** Rule 6 of DOMAIN.md, section 6, and worked example 5 of section 9. */
class LetterTest {

  private static final LocalDate DAY_0 = LocalDate.parse("2026-01-01");
  private static final Letter.Sent SENT =
      new Letter.Sent("l", "special-procedures", "AL 1/2026", "CH", DAY_0);

  private static final Deadlines DEADLINES =
      DeadlineRules.of(
          Map.of(LocalDate.parse("1980-01-01"), 60, LocalDate.parse("2027-01-01"), 30));

  @DisplayName("Rule 6: overdue is per communication; an acknowledgement does not stop the clock")
  @Test
  void anAcknowledgementDoesNotStopTheClock() {
    var letter = at(63, reply("acknowledgement", 62));
    assertEquals(ReplyState.OVERDUE, letter.reply());
    assertEquals(3, letter.daysLate());
  }

  @DisplayName("Rule 6: a late reply stops the clock, and is marked late")
  @Test
  void aLateReplyStopsTheClockAndIsMarkedLate() {
    assertEquals(ReplyState.NONE, at(0).reply());
    assertEquals(ReplyState.NONE, at(60).reply());
    assertEquals(ReplyState.OVERDUE, at(61).reply());
    assertEquals(ReplyState.OVERDUE, at(65).reply());
    var letter = at(90, reply("acknowledgement", 63), reply("substantive", 70));
    assertEquals(ReplyState.LATE, letter.reply());
    assertEquals(10, letter.daysLate());
  }

  @Test
  void aReplyThatRejectsTheAllegationIsAReply() {
    var letter = at(90, reply("rejects-allegation", 60));
    assertEquals(ReplyState.ANSWERED, letter.reply());
    assertNull(letter.daysLate());
  }

  @Test
  void aReplyToAnotherLetterIsNone() {
    var other = new Letter.Reply("AL 2/2026", "substantive", moment(10));
    assertEquals(ReplyState.OVERDUE, at(90, other).reply());
  }

  @DisplayName("Rule 6: deadline rules are versioned, and a figure names the version it used")
  @Test
  void deadlineRulesAreVersionedAndALetterNamesTheVersionItGoesBy() {
    assertEquals("1", at(0).deadlineRules());
    var later =
        Letter.of(
            new Letter.Sent("l", "special-procedures", "AL 1/2027", "CH", DAY_0.plusYears(1)),
            List.of(),
            DEADLINES,
            moment(365 + 31));
    assertEquals("2", later.deadlineRules());
    assertEquals(ReplyState.OVERDUE, later.reply());
  }

  private static Letter at(int day, Letter.Reply... replies) {
    return Letter.of(SENT, List.of(replies), DEADLINES, moment(day));
  }

  private static Letter.Reply reply(String kind, int day) {
    return new Letter.Reply(SENT.reference(), kind, moment(day));
  }

  private static Instant moment(int day) {
    return Instant.parse("2026-01-01T12:00:00Z").plusSeconds(day * 86_400L);
  }
}
