package org.tocsin.registry.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tocsin.registry.history.Place;
import org.tocsin.registry.history.Position;

/** A stream that breaks anywhere goes on without a gap, on any instance. */
class ResumeTest {

  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final List<String> STATES = List.of("AD", "BE", "CH", "DK");

  /** One event of the record, which changes a State. */
  private record Happened(int partition, long offset, String state) {}

  /** An instance that follows the record from somewhere, as {@link Feed} does. */
  private static final class Instance {
    private final Board board = new Board();

    Instance(Position from) {
      board.begin(from, START);
    }

    void look(List<Happened> fresh, Position end) {
      var states = new HashSet<String>();
      fresh.forEach(event -> states.add(event.state));
      board.tell(new Step(end, START, states, Set.of()));
    }
  }

  @Property(tries = 300)
  void whoComesBackWithTheLastIdMissesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int events) {
    var random = new Random(seed);
    var record = new ArrayList<Happened>();
    var ends = new long[Position.PARTITIONS];
    Optional<Position> lastId = Optional.empty();
    var toldAfter = new TreeMap<Integer, Set<String>>();
    int firstHeard = -1;
    while (record.size() < events) {
      // Each round is a connection to an instance of its own.
      Position at = position(ends);
      var instance = new Instance(at);
      var listener = Listener.toStates(Optional.empty(), lastId, START);
      listener.begin(1, lastId.map(told -> missed(record, told)).orElse(Set.of()));
      boolean broken = false;
      while (!broken && record.size() <= events) {
        for (Message message : listener.take(instance.board, START)) {
          if (random.nextInt(6) == 0) {
            broken = true;
            break;
          }
          if (firstHeard < 0) {
            firstHeard = record.size();
          }
          message
              .data()
              .map(Message.Data::state)
              .ifPresent(
                  state ->
                      toldAfter.computeIfAbsent(record.size(), _ -> new HashSet<>()).add(state));
          lastId = message.id().isPresent() ? message.id() : lastId;
        }
        broken = broken || random.nextInt(8) == 0;
        var fresh = new ArrayList<Happened>();
        for (int more = random.nextInt(4); more > 0; more--) {
          int partition = random.nextInt(Position.PARTITIONS);
          fresh.add(
              new Happened(
                  partition, ends[partition]++, STATES.get(random.nextInt(STATES.size()))));
        }
        record.addAll(fresh);
        instance.look(fresh, position(ends));
      }
    }
    if (firstHeard < 0 || lastId.isEmpty()) {
      return;
    }
    // One last connection, which does not break.
    var instance = new Instance(position(ends));
    var listener = Listener.toStates(Optional.empty(), lastId, START);
    listener.begin(1, missed(record, lastId.get()));
    listener
        .take(instance.board, START)
        .forEach(
            message ->
                message
                    .data()
                    .map(Message.Data::state)
                    .ifPresent(
                        state ->
                            toldAfter
                                .computeIfAbsent(record.size(), _ -> new HashSet<>())
                                .add(state)));
    for (int number = firstHeard; number < record.size(); number++) {
      String state = record.get(number).state;
      assertTrue(
          toldAfter.tailMap(number + 1).values().stream().anyMatch(told -> told.contains(state)),
          "not told after it happened: " + state);
    }
  }

  private static Set<String> missed(List<Happened> record, Position told) {
    var missed = new HashSet<String>();
    record.stream()
        .filter(event -> event.offset >= told.next().get(event.partition))
        .forEach(event -> missed.add(Board.STATE + event.state));
    return missed;
  }

  private static Position position(long[] ends) {
    Position position = Position.BEGINNING;
    for (int partition = 0; partition < ends.length; partition++) {
      position = position.with(partition, ends[partition]);
    }
    return position;
  }

  @Property
  void anIdReadsAsItWasWritten(@ForAll long seed) {
    var random = new Random(seed);
    Position position = Position.BEGINNING;
    for (int partition = 0; partition < Position.PARTITIONS; partition++) {
      position = position.with(partition, random.nextLong(1L << 39));
    }
    assertEquals(Optional.of(position), Position.of(position.toString()));
  }

  @Test
  void anythingElseIsNoId() {
    for (String text : List.of("", "1", "1-2", "a-".repeat(11) + "a", "1-".repeat(12) + "1")) {
      assertEquals(Optional.empty(), Position.of(text));
    }
  }

  @Test
  void whatPagesDoNotShowYetIsNotTold() {
    var shown = new Slice.Row(Place.of(1, 4), "focal-point", "t", START);
    var ahead = new Slice.Row(Place.of(1, 6), "focal-point", "t", START.plusMillis(1));
    var slice = Slice.of(List.of(shown, ahead), new TreeMap<>(Map.of(1, 9L)), 5, 0);
    Slice.Told told = slice.upTo(START, Position.BEGINNING);
    assertEquals(List.of(shown), told.rows());
    assertEquals(6, told.position().next().get(1));
    Slice.Told later = slice.upTo(START.plusMillis(1), told.position());
    assertEquals(9, later.position().next().get(1));
  }

  @Test
  void manyChangesOfOneStateAreOneForWhoIsSlow() {
    var board = new Board();
    board.begin(Position.BEGINNING, START);
    var listener = Listener.toStates(Optional.of("CH"), Optional.empty(), START);
    listener.begin(1, Set.of());
    assertEquals("open", listener.take(board, START).getFirst().name().orElseThrow());
    for (int i = 1; i <= 10_000; i++) {
      board.tell(new Step(Position.BEGINNING.with(0, i), START, Set.of("CH", "BE"), Set.of()));
    }
    List<Message> told = listener.take(board, START);
    assertEquals(1, told.size());
    assertEquals(10_000, told.getFirst().id().orElseThrow().next().getFirst());
    assertEquals(List.of(), listener.take(board, START));
  }

  @Test
  void whoMissedTooMuchFetchesEverythingAnewAndIsToldFromThereOn() {
    assertTrue(Position.BEGINNING.until(Position.BEGINNING.with(0, 20_001)) > Feed.MOST_MISSED);
    var board = new Board();
    board.begin(Position.BEGINNING.with(0, 30_000), START);
    var listener = Listener.toStates(Optional.empty(), Optional.of(Position.BEGINNING), START);
    listener.beginAnew(1);
    Message first = listener.take(board, START).getFirst();
    assertEquals("reload", first.name().orElseThrow());
    assertEquals(30_000, first.id().orElseThrow().next().getFirst());
    board.tell(new Step(Position.BEGINNING.with(0, 30_001), START, Set.of("BE"), Set.of()));
    assertEquals("state", listener.take(board, START).getFirst().name().orElseThrow());
  }

  @Test
  void aSignOfLifeComesEvery15SecondsAndSaysFromWhereToGoOn() {
    var board = new Board();
    board.begin(Position.BEGINNING, START);
    var listener = Listener.toStates(Optional.of("CH"), Optional.empty(), START);
    listener.begin(1, Set.of());
    listener.take(board, START);
    board.tell(new Step(Position.BEGINNING.with(3, 7), START, Set.of("BE"), Set.of()));
    assertEquals(List.of(), listener.take(board, START.plusSeconds(14)));
    Message alive = listener.take(board, START.plusSeconds(15)).getFirst();
    assertEquals(Optional.empty(), alive.data());
    assertEquals(7, alive.id().orElseThrow().next().get(3));
    assertEquals(List.of(), listener.take(board, START.plusSeconds(16)));
  }

  @Test
  void aStreamEndsAfterAnHourAndWhenTheRecordCannotBeLookedAt() {
    var listener = Listener.toStates(Optional.empty(), Optional.empty(), START);
    assertTrue(listener.goesOn(START.plusSeconds(3599), START.plusSeconds(3590)));
    assertEquals(false, listener.goesOn(START.plusSeconds(3600), START.plusSeconds(3600)));
    assertEquals(false, listener.goesOn(START.plusSeconds(20), START.plusSeconds(5)));
  }
}
