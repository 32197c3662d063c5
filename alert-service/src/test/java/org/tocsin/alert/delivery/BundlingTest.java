package org.tocsin.alert.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.events.vocabulary.Severity;

class BundlingTest {

  private static final org.tocsin.alert.delivery.Channel.About ABOUT =
      new org.tocsin.alert.delivery.Channel.About(
          UUID.randomUUID(), "T-00000000", Optional.empty(), Optional.empty());

  private static final Instant FREE = Instant.parse("2026-11-25T08:05:00Z");

  @Test
  void neitherGraveNewsNorAnSmsIsEverBundled() {
    for (Severity severity : Severity.values()) {
      assertFalse(Bundling.concerns(severity, Channel.SMS));
    }
    assertFalse(Bundling.concerns(Severity.EXTREME, Channel.EMAIL));
    assertFalse(Bundling.concerns(Severity.SEVERE, Channel.EMAIL));
    assertTrue(Bundling.concerns(Severity.MODERATE, Channel.EMAIL));
  }

  @Test
  void whatIsTooMuchForAContactGoesAsOne() {
    var bundling = Bundling.of(news("geneva", 10), Map.of("geneva", lately(1)), 4);
    assertEquals(List.of(1, 1, 8), bundling.parcels().stream().map(List::size).toList());
    assertTrue(bundling.later().isEmpty());
  }

  @Test
  void whoHasHadEnoughWaitsUntilTheEldestIsLongEnoughAgo() {
    var bundling = Bundling.of(news("geneva", 3), Map.of("geneva", lately(4)), 4);
    assertTrue(bundling.parcels().isEmpty());
    assertEquals(3, bundling.later().size());
    assertTrue(bundling.later().values().stream().allMatch(FREE::equals));
  }

  @Property
  void nothingIsLostNobodyGetsMoreThanTheMostAndNobodyReadsTheMailOfAnother(
      @ForAll @Size(max = 4) List<@IntRange(max = 30) Integer> waiting,
      @ForAll @Size(min = 4, max = 4) List<@IntRange(max = 12) Integer> had,
      @ForAll @IntRange(min = 1, max = 10) int most) {
    var claimed =
        IntStream.range(0, waiting.size())
            .boxed()
            .flatMap(i -> news("contact-" + i, waiting.get(i)).stream())
            .toList();
    var lately = new HashMap<String, Bundling.Lately>();
    IntStream.range(0, had.size()).forEach(i -> lately.put("contact-" + i, lately(had.get(i))));
    var bundling = Bundling.of(claimed, lately, most);
    var sent = bundling.parcels().stream().flatMap(List::stream).toList();
    assertEquals(claimed.size(), sent.size() + bundling.later().size());
    assertTrue(claimed.stream().allMatch(o -> sent.contains(o) != bundling.later().containsKey(o)));
    for (var parcel : bundling.parcels()) {
      assertEquals(1, parcel.stream().map(Claimed::contact).distinct().count());
    }
    for (int i = 0; i < waiting.size(); i++) {
      String contact = "contact-" + i;
      long mails =
          bundling.parcels().stream().filter(p -> p.getFirst().contact().equals(contact)).count();
      assertTrue(mails <= Math.max(0, most - had.get(i)));
    }
  }

  private static Bundling.Lately lately(int mails) {
    return new Bundling.Lately(mails, FREE);
  }

  private static List<Claimed> news(String contact, int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> new Claimed(UUID.randomUUID(), contact, ABOUT, false, 1, "TOCSIN", "TOCSIN"))
        .toList();
  }
}
