package org.tocsin.registry.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.registry.Events.recorded;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tocsin.events.NeedToKnowSet;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

class NeedToKnowTest {

  private final Events events = Events.ofNewCase();
  private final Recorded report =
      recorded(events.status("s", PersonStatus.DETAINED, "2026-11-01"), 1);
  private final Recorded one = set("one", "2026-11-02", "ana");
  private final Recorded two = set("two", "2026-11-03", "ana", "ben");
  private final Recorded opened = set("open", "2026-11-04");

  @Test
  void withoutAListTheWholeDeskMayOpenACase() {
    assertTrue(of(report).allows("anybody"));
  }

  @Test
  void theListThatWasSetLastIsInForceWhateverTheOrderOfArrival() {
    assertEquals(Set.of("ana", "ben"), of(two, one, report).people());
    assertEquals(of(one, two), of(two, one));
    assertFalse(of(one, two).allows("cem"));
    assertTrue(of(one, two).allows("ben"));
  }

  @Test
  void anEmptyListOpensTheCaseToTheWholeDesk() {
    assertTrue(of(one, two, opened).allows("cem"));
  }

  @Test
  void onlyTheDeskSetsIt() {
    var partners = recorded(events.event("p", "2026-11-05", new NeedToKnowSet(List.of("cem"))), 5);
    assertEquals(of(one), of(one, partners));
  }

  private Recorded set(String id, String day, String... people) {
    return recorded(events.decision(id, day, new NeedToKnowSet(List.of(people))), 2);
  }

  private static NeedToKnow of(Recorded... recorded) {
    return NeedToKnow.of(History.of(List.of(recorded)));
  }
}
