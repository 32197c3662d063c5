package org.tocsin.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ActMatchTest {

  @Test
  void twoReportsOfOneIncidentAreTheSameActInWhateverCase() {
    assertTrue(
        same(
            data ->
                data.put("caseRef", "case-2").put("defenderRef", "defender-2").remove("summary")));
  }

  @Test
  void anotherDateStateOrActIsAnotherAct() {
    assertTrue(!same(data -> data.put("actType", "raid")));
    assertTrue(!same(data -> data.put("responsibleState", "LA")));
    assertTrue(!same(data -> ((ObjectNode) data.get("occurredAt")).put("value", "2026-11-21")));
  }

  @Test
  void anActWithNeitherIncidentNorSourceIsMatchedWithNone() {
    ObjectNode submission = Fixture.submission("act-reported");
    ObjectNode data = (ObjectNode) submission.get("data");
    data.remove("incidentRef");
    ((ObjectNode) data.get("source")).remove("sourceRef");
    assertEquals(Collections.emptySet(), ActMatch.keys(Fixture.accepted(submission)));
  }

  private static boolean same(Consumer<ObjectNode> change) {
    ObjectNode submission = Fixture.submission("act-reported");
    var keys = ActMatch.keys(Fixture.accepted(submission));
    change.accept((ObjectNode) submission.get("data"));
    return !Collections.disjoint(keys, ActMatch.keys(Fixture.accepted(submission)));
  }
}
