package org.tocsin.registry.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.events.EventType;
import org.tocsin.events.OwnerAssigned;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.shape.Rule;
import org.tocsin.events.shape.Violation;
import org.tocsin.events.submission.DeskReader;
import org.tocsin.events.submission.Submission;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.staff.Staff;

/** What becomes of a decision that names a user whom the staff file does not have. */
class SoundDecisionsTest {

  private static final String NAME = "zanahoria";

  @Test
  void whereUsersSignInByOpenIdConnectAnUnknownNameIsTakenWithAWarning() {
    Submission.Accepted accepted = assign(true);
    assertEquals(new OwnerAssigned(NAME), accepted.event().body());
    List<Violation> warnings = accepted.warnings();
    assertEquals(List.of("/owner"), warnings.stream().map(Violation::pointer).toList());
    assertEquals(
        List.of(Rule.UNKNOWN_USER.code()), warnings.stream().map(Violation::rule).toList());
    assertTrue(warnings.toString().contains("OpenID Connect"), warnings::toString);
    assertFalse(warnings.toString().contains(NAME), "a name is never repeated");
  }

  @Test
  void whereTheStaffFileNamesEverybodyItIsRefused() {
    var refused = assertThrows(ProblemException.class, () -> assign(false));
    assertEquals(422, refused.problem().status());
  }

  private static Submission.Accepted assign(boolean openIdConnect) {
    var decisions =
        new SoundDecisions(
            new IdentityKey(new byte[32]), new Staff(Optional.empty(), openIdConnect));
    var frame =
        new DeskReader.Frame(
            new EventId("d-1"),
            EventType.OWNER_ASSIGNED,
            new CaseId(UUID.fromString("00000000-0000-8000-8000-000000000001")),
            Optional.empty(),
            "desk");
    return decisions.read(
        frame,
        JsonNodeFactory.instance.objectNode().put("owner", NAME),
        Instant.parse("2026-11-20T00:00:00Z"));
  }
}
