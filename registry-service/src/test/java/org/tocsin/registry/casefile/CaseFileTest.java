package org.tocsin.registry.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.registry.Events.recorded;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.CaseReopened;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.act.ReportedAct;
import org.tocsin.registry.act.SameActs;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

class CaseFileTest {

  private final Events events = Events.ofNewCase();

  @Test
  void anActAndTheStatusThatItImpliesAreOneChange() {
    var file =
        file(
            recorded(events.act("a", ActType.ARBITRARY_ARREST, "2026-11-01", "CH"), 1),
            recorded(events.status("s", PersonStatus.DETAINED, "2026-11-01"), 2));
    assertEquals(List.of("detained"), statuses(file));
  }

  @Test
  void releaseReportedBeforeTheArrestStillComesAfterIt() {
    var file =
        file(
            recorded(events.status("r", PersonStatus.RELEASED, "2026-11-09"), 1),
            recorded(events.act("a", ActType.ARBITRARY_ARREST, "2026-11-02", "CH"), 2));
    assertEquals(List.of("detained", "released"), statuses(file));
  }

  @DisplayName("Rule 1: the person's status may go back; located is not released")
  @Test
  void aPersonMayGoBackAndLocatedIsNotReleased() {
    var file =
        file(
            recorded(events.status("1", PersonStatus.MISSING, "2026-11-01"), 1),
            recorded(events.status("4", PersonStatus.LOCATED, "2026-11-04"), 4),
            recorded(events.status("6", PersonStatus.RELEASED, "2026-11-06"), 6),
            recorded(events.status("7", PersonStatus.RE_ARRESTED, "2026-11-07"), 7));
    assertEquals(List.of("missing", "located", "released", "re-arrested"), statuses(file));
  }

  @Test
  void aRetractedDeathRestoresTheFormerStatusAndCount() {
    var arrest = recorded(events.act("a", ActType.ARBITRARY_ARREST, "2026-11-01", "CH"), 1);
    var death = recorded(events.act("d", ActType.DEATH_IN_CUSTODY, "2026-11-02", "CH"), 2);
    var back = recorded(events.retraction("r", "d", "2026-11-02"), 3);
    assertEquals(List.of("detained", "deceased"), statuses(file(arrest, death)));
    assertEquals(file(arrest), file(arrest, death, back));
  }

  @Test
  void whatAReportSaysOfThePersonStandsAgainstWhatAnActOfThatDayOnlyImplies() {
    var file =
        file(
            recorded(events.status("m", PersonStatus.MISSING, "2026-11-01"), 1),
            recorded(events.act("a", ActType.TRAVEL_INTERCEPTION, "2026-11-01", "CH"), 2));
    assertEquals("missing", file.status().orElseThrow().status());
  }

  @DisplayName("Rule 1: a person closes a case, never a rule")
  @Test
  void aPersonClosesACaseNeverARule() {
    var death = recorded(events.status("d", PersonStatus.DECEASED, "2026-11-01"), 1);
    var closed = recorded(events.event("c", "2026-11-02", new CaseClosed(null)), 2);
    var reopened = recorded(events.event("o", "2026-11-03", new CaseReopened(null)), 3);
    assertTrue(file(death).open());
    assertFalse(file(death, closed).open());
    assertTrue(file(death, closed, reopened).open());
  }

  @DisplayName("Rule 5: corroboration counts independent sources")
  @Test
  void twoWhoQuoteTheSameSourceAreOneSourceAndTheirReportsOneAct() {
    var quoted = events.quoting(new SourceId(UUID.randomUUID()));
    var reports =
        Stream.of(quoted, quoted.by("ngo-two"))
            .map(one -> recorded(one.act("a", ActType.RAID, "2026-11-01", "CH"), 1))
            .flatMap(one -> file(one).acts().stream())
            .toList();
    var acts = SameActs.group(reports);
    assertEquals(1, acts.size());
    assertFalse(SameActs.isCorroborated(acts.getFirst()));
  }

  @Test
  void reportsThatMeetOnlyThroughAThirdAreOneActInWhateverOrder() {
    var one = act("1", "x");
    var two = act("2", "y");
    var bridge = act("3", "x", "y");
    assertEquals(2, SameActs.group(List.of(one, two)).size());
    for (var order :
        List.of(List.of(one, two, bridge), List.of(bridge, one, two), List.of(one, bridge, two))) {
      assertEquals(1, SameActs.group(order).size());
      assertEquals(3, SameActs.group(order).getFirst().size());
    }
    assertTrue(SameActs.isCorroborated(SameActs.group(List.of(one, bridge)).getFirst()));
  }

  private static ReportedAct act(String id, String... keys) {
    return new ReportedAct(
        new UUID(0, 1),
        "raid",
        "CH",
        true,
        "2026-11-01",
        "source-" + id,
        Stream.of(keys)
            .map(key -> UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)))
            .collect(Collectors.toSet()));
  }

  private static CaseFile file(Recorded... recorded) {
    return CaseFile.of(History.of(List.of(recorded)));
  }

  private static List<String> statuses(CaseFile file) {
    return file.statuses().stream().map(StatusEntry::status).toList();
  }
}
