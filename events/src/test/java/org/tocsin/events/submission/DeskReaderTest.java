package org.tocsin.events.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.Event;
import org.tocsin.events.EventType;
import org.tocsin.events.Fixture;
import org.tocsin.events.Origin;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.shape.Violation;

class DeskReaderTest {

  private final CaseId caseId = new CaseId(UUID.randomUUID());
  private final DefenderId defender = new DefenderId(UUID.randomUUID());
  private final DeskReader reader = new DeskReader(Fixture.KEY);

  @Test
  void aDecisionHappensWhenItIsMadeAndSaysWhoMadeIt() throws Exception {
    Event closed = accepted(EventType.CASE_CLOSED, "{\"reason\": \"Remedy given.\"}");
    assertEquals(Fixture.NOW, closed.header().occurredAt().earliest());
    assertEquals(new Origin.Desk(), closed.header().origin());
    assertEquals(Optional.of("ana"), closed.header().by());
    assertEquals(Optional.of(defender), closed.header().defender());
    assertEquals(closed, EventCodec.fromCloudEvent(EventCodec.toCloudEvent(closed)));
  }

  @Test
  void aReasonIsSealed() {
    Event closed = accepted(EventType.CASE_CLOSED, "{\"reason\": \"Remedy given.\"}");
    assertFalse(EventCodec.publicData(closed).toString().contains("Remedy"));
  }

  @Test
  void whatTheDeskRecordsSaysWhenItHappenedAndMayNameItsSource() {
    Event letter =
        accepted(
            EventType.COMMUNICATION_SENT,
            """
            {"occurredAt": {"value": "2026-11-20", "precision": "day"}, "source": {"kind": "un", "sourceRef": "list-7"},
             "mechanism": "special-procedures", "reference": "AL-1", "state": "CN", "sentAt": "2026-11-20"}
            """);
    assertInstanceOf(CommunicationSent.class, letter.body());
    assertTrue(letter.header().source().orElseThrow().id().isPresent());
    assertFalse(EventCodec.publicData(letter).toString().contains("list-7"));
    assertEquals(
        List.of("/occurredAt"),
        refused(
            EventType.COMMUNICATION_SENT,
            "{\"mechanism\": \"special-procedures\", \"reference\": \"AL-1\", \"state\": \"CN\", \"sentAt\": \"2026-11-20\"}"));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertEquals(
        List.of("/caseRef", "/occurredAt", "/owner"),
        refused(EventType.OWNER_ASSIGNED, "{\"caseRef\": \"x\", \"occurredAt\": {}}"));
    assertEquals(List.of("/other"), refused(EventType.CASES_LINKED, "{\"other\": \"no-uuid\"}"));
    assertEquals(
        List.of("/state"),
        refused(
            EventType.STATE_MEASURE_TAKEN,
            """
            {"occurredAt": {"value": "2026-11-20", "precision": "day"}, "state": "SU", "track": "remedy", "step": "opened"}
            """));
  }

  @Test
  void theSameDecisionOfTwoUsersIsNotTheSameContent() {
    String data = "{\"owner\": \"ben\"}";
    assertNotEquals(
        accepted(EventType.OWNER_ASSIGNED, data).header().digest(),
        accepted("cem", EventType.OWNER_ASSIGNED, data).header().digest());
  }

  private Event accepted(EventType type, String data) {
    return accepted("ana", type, data);
  }

  private Event accepted(String by, EventType type, String data) {
    return ((Submission.Accepted) read(by, type, data)).event();
  }

  private List<String> refused(EventType type, String data) {
    return ((Submission.Refused) read("ana", type, data))
        .violations().stream().map(Violation::pointer).toList();
  }

  private Submission read(String by, EventType type, String data) {
    try {
      return reader.read(
          new DeskReader.Frame(new EventId("d"), type, caseId, Optional.of(defender), by),
          (ObjectNode) Fixture.JSON.readTree(data),
          Fixture.NOW);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
