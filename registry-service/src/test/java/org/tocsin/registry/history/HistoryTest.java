package org.tocsin.registry.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tocsin.registry.Events.recorded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.events.ActReported;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.casefile.CaseFile;

class HistoryTest {

  private final Events events = Events.ofNewCase();

  /** Numbers become acts, changes of status, corrections and retractions, with collisions. */
  @Property(tries = 300)
  void theSameEventsGiveTheSameHistoryInWhateverOrderTheyArrive(
      @ForAll @Size(max = 25) List<@IntRange(max = 9_999) Integer> seeds, @ForAll long shuffle) {
    var arrived = new ArrayList<Recorded>();
    for (int i = 0; i < seeds.size(); i++) {
      arrived.add(event(i, seeds.get(i)));
    }
    var other = new ArrayList<>(arrived);
    Collections.shuffle(other, new Random(shuffle));
    History history = History.of(arrived);
    assertEquals(history, History.of(other));
    assertEquals(CaseFile.of(history), CaseFile.of(History.of(other)));
    assertEquals(
        arrived.size(),
        history.entries().size()
            + history.unapplied().size()
            + history.entries().stream().mapToInt(e -> e.corrections().size()).sum()
            + amendmentsThatRetract(arrived, history),
        "an event has vanished");
  }

  @Test
  void aCorrectionMovesTheActToAnotherStateAndKeepsWhatWasReported() {
    var history =
        History.of(
            List.of(
                recorded(events.correction("c", "a", "2026-11-02", state("FR")), 2),
                recorded(events.act("a", ActType.RAID, "2026-11-01", "CH"), 1)));
    assertEquals("FR", responsible(history.entries().getFirst().now()));
    assertEquals("CH", responsible(history.entries().getFirst().reported().event()));
  }

  @DisplayName("Rule 4: a correction whose target has not arrived yet waits for it")
  @Test
  void aCorrectionWhoseTargetHasNotArrivedWaitsForIt() {
    var correction = recorded(events.correction("c", "a", "2026-11-02", state("FR")), 2);
    var alone = History.of(List.of(correction));
    assertEquals(Unapplied.Reason.WAITING, alone.unapplied().getFirst().reason());
  }

  @Test
  void aCorrectionThatDoesNotFitIsShownAndChangesNothing() {
    var history =
        History.of(
            List.of(
                recorded(events.act("a", ActType.RAID, "2026-11-01", "CH"), 1),
                recorded(events.correction("c", "a", "2026-11-02", state("nowhere")), 2),
                recorded(events.retraction("r", "c", "2026-11-03"), 3)));
    assertEquals("CH", responsible(history.entries().getFirst().now()));
    assertEquals(2, history.unapplied().size());
  }

  @Test
  void nobodyTakesBackWhatAnotherReported() {
    var history =
        History.of(
            List.of(
                recorded(events.act("a", ActType.RAID, "2026-11-01", "CH"), 1),
                recorded(events.by("ngo-two").retraction("r", "a", "2026-11-02"), 2)));
    assertEquals(1, history.standing().count());
    assertEquals(Unapplied.Reason.WAITING, history.unapplied().getFirst().reason());
  }

  private static long amendmentsThatRetract(List<Recorded> arrived, History history) {
    return arrived.stream()
        .filter(e -> e.event().body() instanceof org.tocsin.events.EventRetracted)
        .filter(e -> history.unapplied().stream().noneMatch(u -> u.event().equals(e)))
        .count();
  }

  private Recorded event(int number, int seed) {
    String day = "2026-11-%02d".formatted(seed / 10 % 20 + 1);
    String id = "e" + number;
    String target = "e" + seed / 200 % 25;
    var event =
        switch (seed % 5) {
          case 0 -> events.act(id, ActType.ARBITRARY_ARREST, day, "CH");
          case 1 -> events.act(id, ActType.KILLING, day, "FR");
          case 2 -> events.status(id, PersonStatus.values()[seed % 14], day);
          case 3 -> events.correction(id, target, day, state(seed % 2 == 0 ? "FR" : "??"));
          default -> events.retraction(id, target, day);
        };
    return recorded(event, seed % 7);
  }

  private static Changes state(String code) {
    return new Changes(JsonNodeFactory.instance.objectNode().put("responsibleState", code));
  }

  private static String responsible(org.tocsin.events.Event event) {
    return ((ActReported) event.body()).responsibleState().code();
  }
}
