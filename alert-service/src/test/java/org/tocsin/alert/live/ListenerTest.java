package org.tocsin.alert.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.outbox.KeptSteps.Kept;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertStep;

/** What a stream tells its client, however the client comes and goes. */
class ListenerTest {

  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final int KEPT = 10;

  private final Latest latest = new Latest(KEPT);

  @Test
  void whoComesNewIsToldOfWhatHappensFromThenOn() {
    latest.begin(100);
    var listener = new Listener(Optional.empty(), NOW);
    assertEquals(List.of("open 100"), told(listener));
    latest.add(steps(101, 102));
    assertEquals(List.of("step 101", "step 102"), told(listener));
    assertEquals(List.of(), told(listener));
  }

  @Test
  void whoComesBackIsToldOfWhatWasMissedAlsoWhatIsNotInMemoryAnyMore() {
    latest.begin(100);
    latest.add(steps(101, 120));
    var listener = new Listener(Optional.of(108L), NOW);
    assertEquals("step 120", told(listener).getLast());
    var older = new Listener(Optional.of(90L), NOW);
    assertEquals("open 90", told(older).getFirst());
    var everything = new Listener(Optional.of(90L), NOW);
    var first = told(everything);
    assertEquals("step 91", first.get(1));
    assertEquals(31, first.size(), "open and the thirty steps that were missed");
  }

  @Test
  void whoMissedTooMuchOrComesFromAnotherDatabaseFetchesAnew() {
    latest.begin(Listener.MOST_BEHIND + 100);
    assertEquals(List.of("reload 20100"), told(new Listener(Optional.of(99L), NOW)));
    assertEquals(List.of("reload 20100"), told(new Listener(Optional.of(20_101L), NOW)));
  }

  @Test
  void whoReadsTooSlowlyIsToldSoAndTheStreamEnds() {
    latest.begin(0);
    var listener = new Listener(Optional.empty(), NOW);
    told(listener);
    latest.begin(Listener.MOST_BEHIND + 1);
    assertEquals(List.of("too-slow"), told(listener));
    assertFalse(listener.goesOn(NOW, NOW));
  }

  @Test
  void aClientGetsOnlySoManyAtATime() {
    var all = new Latest(10_000);
    all.begin(0);
    all.add(steps(1, 2_000));
    var listener = new Listener(Optional.of(0L), NOW);
    assertEquals(1 + Listener.AT_ONCE, listener.take(all, (after, most) -> List.of(), NOW).size());
  }

  @Test
  void silenceIsFilledWithSignsOfLife() {
    latest.begin(7);
    var listener = new Listener(Optional.empty(), NOW);
    told(listener);
    Instant later = NOW.plus(Listener.SIGN_OF_LIFE);
    assertEquals(
        List.of(Message.alive()), listener.take(latest, (after, most) -> List.of(), later));
    assertTrue(listener.isAbandoned(later.plus(Listener.PATIENCE).plusSeconds(1)));
    assertFalse(listener.goesOn(NOW, NOW.minus(Listener.BLIND)), "who cannot look does not hush");
    assertFalse(listener.goesOn(NOW.plus(Listener.LONGEST), NOW.plus(Listener.LONGEST)));
  }

  private List<String> told(Listener listener) {
    return listener.take(latest, (after, most) -> steps(after + 1, after + most), NOW).stream()
        .map(
            message -> message.name().orElse("alive") + message.id().map(id -> " " + id).orElse(""))
        .filter(text -> !text.startsWith("step") || number(text) <= 120)
        .toList();
  }

  private static long number(String text) {
    return Long.parseLong(text.substring(text.indexOf(' ') + 1));
  }

  private static List<Kept> steps(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(ListenerTest::step).toList();
  }

  private static Kept step(long number) {
    return new Kept(
        number,
        new AlertEvent(
            new UUID(0, number),
            number,
            new UUID(1, 1),
            Optional.empty(),
            Optional.empty(),
            AlertStep.RAISED,
            NOW),
        "T-00000000",
        "severe");
  }
}
