package org.tocsin.registry.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tocsin.registry.Events.recorded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tocsin.events.EventConfirmed;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.registry.Desk;
import org.tocsin.registry.Events;

class VersionTest {

  private final Events events = Events.ofNewCase();

  @Property(tries = 300)
  void whatWasKnownOnADayNeverChangesWhenLaterNewsArrives(
      @ForAll @Size(max = 12) List<@IntRange(max = 9_999) Integer> seeds, @ForAll long shuffle) {
    Recorded act = recorded(events.act("a", ActType.RAID, "2026-11-01", "CH"), 5);
    var amendments = new ArrayList<Recorded>();
    for (int i = 0; i < seeds.size(); i++) {
      amendments.add(amendment(i, seeds.get(i)));
    }
    var arrived = new ArrayList<>(amendments);
    arrived.addAll(amendments);
    Collections.shuffle(arrived, new Random(shuffle));
    List<Version> versions = Version.of(act, arrived);
    for (int second = 0; second < 20; second++) {
      Instant moment = act.recordedAt().plusSeconds(second);
      assertEquals(history(act, amendments, moment), at(versions, moment));
    }
  }

  @Test
  void aCorrectionEndsOneVersionAndBeginsTheNext() {
    var versions =
        Version.of(
            recorded(events.act("a", ActType.RAID, "2026-11-01", "CH"), 1),
            List.of(recorded(events.correction("c", "a", "2026-11-02", state("FR")), 9)));
    assertEquals(2, versions.size());
    assertEquals(versions.getLast().knownFrom(), versions.getFirst().knownTo().orElseThrow());
    assertTrue(versions.getLast().knownTo().isEmpty());
  }

  @Test
  void aFutureDateHasAVersionFromWhenTheDeskConfirmedIt() {
    Recorded future = recorded(events.act("a", ActType.RAID, "2199-11-01", "CH"), 1);
    assertEquals(List.of(), Version.of(future, List.of()));
    var event =
        events.event(
            "c",
            "2026-11-02",
            new EventConfirmed(new EventId("a"), new Organisation(events.organisation())));
    var confirmed = recorded(Desk.write(event), 9);
    var versions = Version.of(future, List.of(confirmed));
    assertEquals(future, versions.getFirst().current());
    assertEquals(confirmed.recordedAt(), versions.getFirst().knownFrom());
  }

  @Test
  void anEventThatTakesItselfBackIsNoReport() {
    Recorded itself = recorded(events.retraction("r", "r", "2026-11-02"), 9);
    assertEquals(List.of(), Version.of(itself, List.of(itself)));
  }

  @Test
  void whatWasTakenBackHasAVersionForAsLongAsItStood() {
    var versions =
        Version.of(
            recorded(events.act("a", ActType.RAID, "2026-11-01", "CH"), 1),
            List.of(recorded(events.retraction("r", "a", "2026-11-02"), 9)));
    assertEquals(1, versions.size());
    assertTrue(versions.getFirst().knownTo().isPresent());
  }

  private static Optional<Recorded> history(
      Recorded act, List<Recorded> amendments, Instant moment) {
    var known = new ArrayList<Recorded>(List.of(act));
    amendments.stream().filter(each -> !each.recordedAt().isAfter(moment)).forEach(known::add);
    return History.of(known).standing().findFirst().map(Entry::current);
  }

  private static Optional<Recorded> at(List<Version> versions, Instant moment) {
    return versions.stream()
        .filter(version -> !version.knownFrom().isAfter(moment))
        .filter(version -> version.knownTo().filter(end -> !end.isAfter(moment)).isEmpty())
        .findFirst()
        .map(Version::current);
  }

  private Recorded amendment(int number, int seed) {
    String id = "m" + number;
    String day = "2026-11-%02d".formatted(seed / 10 % 20 + 1);
    return recorded(
        seed % 4 == 0
            ? events.retraction(id, "a", day)
            : events.correction(id, "a", day, state(seed % 4 == 1 ? "FR" : "DE")),
        seed % 23);
  }

  private static Changes state(String code) {
    return new Changes(JsonNodeFactory.instance.objectNode().put("responsibleState", code));
  }
}
