package org.tocsin.registry.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tocsin.events.CouncilTermRecorded;
import org.tocsin.events.Event;
import org.tocsin.events.UnMembershipRecorded;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.history.Entry;
import org.tocsin.registry.history.History;
import org.tocsin.registry.history.Recorded;

/** What comes with Tocsin stands in the log once, and its changes have a history. */
class ReferenceChangesTest {

  private static final String HEAD =
      """
      # source: a list
      # date: %s
      # covers: some
      id,state,membership,from,to,withdrawn
      """;

  private static final List<ReferenceFact> FIRST =
      facts("2026-01-01", "m-CH,CH,member,2002-09-10,,", "m-TV,TV,member,2000-09-05,,");

  @Example
  void whatTheLogSaysAlreadyIsNotWrittenAgain() {
    List<Event> all = ReferenceChanges.of(FIRST, List.of());
    assertEquals(FIRST.stream().map(ReferenceFact::event).toList(), all);
    assertEquals(List.of(), ReferenceChanges.of(FIRST, recorded(all)));
  }

  @Example
  void aChangedFileBecomesACorrectionAndAWithdrawnRowARetraction() {
    var second =
        facts("2026-02-01", "m-CH,CH,member,2002-09-11,,", "m-TV,TV,member,2000-09-05,,2026-02-01");
    List<Event> log = new ArrayList<>(ReferenceChanges.of(FIRST, List.of()));
    List<Event> changes = ReferenceChanges.of(second, recorded(log));
    assertEquals(
        List.of("m-CH.c1", "m-TV.r"), changes.stream().map(e -> e.header().id().value()).toList());
    log.addAll(changes);
    assertEquals(List.of(), ReferenceChanges.of(second, recorded(log)));
    assertEquals(Map.of("CH", LocalDate.of(2002, 9, 11)), standing(log));
    Entry corrected = History.of(about("state/CH", recorded(log))).entries().getFirst();
    assertEquals(
        LocalDate.of(2002, 9, 10),
        ((UnMembershipRecorded) corrected.reported().event().body()).from());
    // An instance that still has the file of before leaves all of it alone.
    assertEquals(List.of(), ReferenceChanges.of(FIRST, recorded(log)));
  }

  @Example
  void anEndThatIsTakenOutAgainIsCorrectedToo() {
    List<Event> log = new ArrayList<>(ReferenceChanges.of(FIRST, List.of()));
    log.addAll(
        ReferenceChanges.of(
            facts("2026-02-01", "m-CH,CH,member,2002-09-10,2026-01-31,"), recorded(log)));
    assertTrue(
        membership(log).to() != null && membership(log).to().equals(LocalDate.of(2026, 1, 31)));
    log.addAll(
        ReferenceChanges.of(facts("2026-03-01", "m-CH,CH,member,2002-09-10,,"), recorded(log)));
    assertEquals("m-CH.c2", log.getLast().header().id().value());
    assertEquals(null, membership(log).to());
  }

  private static UnMembershipRecorded membership(List<Event> log) {
    return (UnMembershipRecorded)
        History.of(about("state/CH", recorded(log))).entries().getFirst().now().body();
  }

  @Property
  void twoInstancesThatSeePartOfTheLogWriteTheSameEvents(@ForAll Set<Integer> seen) {
    List<Event> all = ReferenceChanges.of(ReferenceFact.all(), List.of());
    List<Event> some = seen.stream().filter(i -> i >= 0 && i < all.size()).map(all::get).toList();
    List<Event> missing = ReferenceChanges.of(ReferenceFact.all(), recorded(some));
    assertEquals(all.size() - some.size(), missing.size());
    assertTrue(all.containsAll(missing));
  }

  @Example
  void everyFactIsSoundAndReadBackFromTheLog() throws Exception {
    List<Event> all = ReferenceChanges.of(ReferenceFact.all(), List.of());
    for (Event event : all) {
      assertEquals(event, EventCodec.fromCloudEvent(EventCodec.toCloudEvent(event)));
    }
    assertEquals(all.size(), all.stream().map(e -> e.header().id()).distinct().count());
    var members =
        all.stream()
            .filter(
                e ->
                    e.body() instanceof UnMembershipRecorded m
                        && m.membership().code().equals("member"))
            .count();
    assertEquals(193, members);
    assertEquals(47, inCouncil(all, LocalDate.of(2013, 9, 27)));
    assertEquals(47, inCouncil(all, LocalDate.of(2026, 11, 24)));
    for (String file : List.of("un-membership.csv", "council-terms.csv")) {
      ReferenceFile read = ReferenceFile.of(file);
      assertTrue(!read.source().isBlank() && read.covers().contains("Not covered"), file);
    }
  }

  @Example
  void anIdIsUsedForOneRowOnly() {
    assertThrows(
        IllegalArgumentException.class,
        () -> facts("2026-01-01", "m-CH,CH,member,2002-09-10,,", "m-CH,TV,member,2000-09-05,,"));
  }

  private static long inCouncil(List<Event> events, LocalDate day) {
    return events.stream()
        .filter(
            e ->
                e.body() instanceof CouncilTermRecorded term
                    && !day.isBefore(term.from())
                    && !day.isAfter(term.to()))
        .map(e -> ((CouncilTermRecorded) e.body()).state())
        .distinct()
        .count();
  }

  private static List<ReferenceFact> facts(String date, String... rows) {
    List<String> lines = new ArrayList<>(HEAD.formatted(date).lines().toList());
    lines.addAll(List.of(rows));
    return ReferenceFact.of(ReferenceFile.parse(lines), ReferenceFact::membership).toList();
  }

  private static List<Recorded> recorded(List<Event> events) {
    return events.stream()
        .map(e -> new Recorded(e, Instant.parse("2026-03-02T00:00:00Z")))
        .toList();
  }

  private static List<Recorded> about(String subject, List<Recorded> events) {
    return events.stream()
        .filter(e -> e.event().header().subject().toString().equals(subject))
        .toList();
  }

  private static Map<String, LocalDate> standing(List<Event> log) {
    return State.all().stream()
        .flatMap(state -> History.of(about("state/" + state, recorded(log))).standing())
        .map(entry -> (UnMembershipRecorded) entry.now().body())
        .collect(Collectors.toMap(m -> m.state().code(), UnMembershipRecorded::from));
  }
}
