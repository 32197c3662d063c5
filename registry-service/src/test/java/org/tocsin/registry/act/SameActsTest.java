package org.tocsin.registry.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.registry.joining.Joined;
import org.tocsin.registry.joining.Joining;

class SameActsTest {

  private final UUID one = new UUID(0, 1);
  private final UUID two = new UUID(0, 2);
  private final UUID three = new UUID(0, 3);

  @Test
  void twoReportsThatQuoteTheSameRelativeAreOneActFromOneSource() {
    var acts = SameActs.group(List.of(act(one, "s", 7), act(two, "s", 7)));
    assertEquals(1, acts.size());
    assertFalse(SameActs.isCorroborated(acts.getFirst()));
  }

  @Test
  void aReportOfALinkedCaseThatAgreesInTypeStateAndDateCorroborates() {
    List<ReportedAct> reports = List.of(act(one, "s", 7), act(two, "s", 7), act(three, "lawyer"));
    assertEquals(2, SameActs.group(reports).size());
    var linked = SameActs.group(reports, Joined.of(List.of(link(three, one))));
    assertEquals(1, linked.size());
    assertTrue(SameActs.isCorroborated(linked.getFirst()));
  }

  @Test
  void twoReportsOfOneLinkedCaseAreNotOneActForThatAlone() {
    List<ReportedAct> reports = List.of(act(one, "s"), act(one, "t"));
    assertEquals(2, SameActs.group(reports, Joined.of(List.of(link(one, two)))).size());
  }

  @Property(tries = 300)
  void theGroupsDoNotDependOnTheOrderOfTheReports(
      @ForAll @Size(max = 30) List<@IntRange(max = 999) Integer> seeds, @ForAll long shuffle) {
    var reports = new ArrayList<ReportedAct>();
    for (int i = 0; i < seeds.size(); i++) {
      int seed = seeds.get(i);
      reports.add(act(new UUID(1, i), "s" + i, seed % 7, 10 + seed / 7 % 9));
    }
    var other = new ArrayList<>(reports);
    Collections.shuffle(other, new Random(shuffle));
    assertEquals(sets(reports), sets(other));
  }

  private static Joining link(UUID one, UUID other) {
    return new Joining(
        one,
        other,
        true,
        new OccurredAt("2026-11-02", Precision.DAY),
        Instant.parse("2026-11-02T00:00:00Z"),
        one,
        "l",
        null);
  }

  private static Set<Set<ReportedAct>> sets(List<ReportedAct> reports) {
    return SameActs.group(reports).stream().map(HashSet::new).collect(Collectors.toSet());
  }

  private static ReportedAct act(UUID caseId, String source, int... keys) {
    var ids = new HashSet<UUID>();
    for (int key : keys) {
      ids.add(new UUID(9, key));
    }
    return new ReportedAct(caseId, "arbitrary-arrest", "CH", true, "2026-11-01", source, ids);
  }
}
