package org.tocsin.registry.joining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tocsin.events.time.OccurredAt;

class JoinedTest {

  private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");
  private static final List<UUID> IDS =
      IntStream.range(0, 6).mapToObj(i -> new UUID(0x8000, i)).toList();
  private static final UUID A = IDS.get(0);
  private static final UUID B = IDS.get(1);
  private static final UUID C = IDS.get(2);

  @Property
  void anyOrderOfArrivalAndAnyDuplicationGiveTheSameSets(
      @ForAll("decisions") List<Joining> decisions, @ForAll long seed) {
    var again = new ArrayList<>(decisions);
    var random = new Random(seed);
    decisions.stream().filter(each -> random.nextBoolean()).forEach(again::add);
    Collections.shuffle(again, random);
    assertEquals(sets(Joined.of(decisions)), sets(Joined.of(again)));
  }

  @Property
  void unmergeUndoesMergeSoThatEverySetIsWhatItWas(@ForAll("decisions") List<Joining> before) {
    for (UUID one : IDS) {
      for (UUID other : IDS) {
        if (!one.equals(other) && Joined.of(before).between(one, other).isEmpty()) {
          var after = new ArrayList<>(before);
          after.add(decision(one, other, true, 1_000));
          after.add(decision(other, one, false, 1_001));
          assertEquals(sets(Joined.of(before)), sets(Joined.of(after)));
        }
      }
    }
  }

  @Property
  void everyIdIsInExactlyOneSet(@ForAll("decisions") List<Joining> decisions) {
    var joined = Joined.of(decisions);
    for (UUID one : IDS) {
      for (UUID other : IDS) {
        assertEquals(
            joined.with(one).contains(other), joined.setOf(one).equals(joined.setOf(other)));
      }
    }
  }

  @Property
  void whatWasKnownThenNeverChangesWhenLaterNewsArrives(
      @ForAll("decisions") List<Joining> decisions, @ForAll("moments") int moment) {
    Instant then = BEGIN.plusSeconds(moment);
    var known = decisions.stream().filter(each -> !each.recordedAt().isAfter(then)).toList();
    assertEquals(sets(Joined.knownAt(known, then)), sets(Joined.knownAt(decisions, then)));
  }

  @Example
  void whatIsJoinedToAThirdIsJoinedToAll() {
    var joined = Joined.of(List.of(decision(A, B, true, 1), decision(C, B, true, 2)));
    assertEquals(Set.of(A, B, C), joined.with(A));
    assertTrue(joined.between(A, C).isEmpty());
    assertTrue(joined.between(B, A).isPresent());
  }

  @Provide
  Arbitrary<List<Joining>> decisions() {
    return Combinators.combine(
            Arbitraries.of(IDS), Arbitraries.of(IDS), Arbitraries.of(true, false), moments())
        .as(JoinedTest::decision)
        .filter(decision -> !decision.one().equals(decision.other()))
        .list()
        .ofMaxSize(12)
        .map(JoinedTest::withIds);
  }

  @Provide
  Arbitrary<Integer> moments() {
    return Arbitraries.integers().between(0, 20);
  }

  /** Of two that are decided alike the id tells which comes last: each has its own. */
  private static List<Joining> withIds(List<Joining> decisions) {
    return IntStream.range(0, decisions.size())
        .mapToObj(
            i -> {
              Joining each = decisions.get(i);
              return new Joining(
                  each.one(),
                  each.other(),
                  each.joined(),
                  each.occurredAt(),
                  each.recordedAt(),
                  each.caseId(),
                  "e" + i,
                  null);
            })
        .toList();
  }

  private static Joining decision(UUID one, UUID other, boolean joined, int second) {
    Instant at = BEGIN.plusSeconds(second);
    return new Joining(one, other, joined, OccurredAt.at(at), at, one, "e-" + second, null);
  }

  private static List<Set<UUID>> sets(Joined joined) {
    return IDS.stream().<Set<UUID>>map(joined::with).toList();
  }
}
