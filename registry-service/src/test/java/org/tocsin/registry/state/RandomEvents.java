package org.tocsin.registry.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.tocsin.events.CaseClosed;
import org.tocsin.events.CaseReopened;
import org.tocsin.events.CasesLinked;
import org.tocsin.events.CasesUnlinked;
import org.tocsin.events.CommunicationSent;
import org.tocsin.events.DefenderDescribed;
import org.tocsin.events.DefendersMerged;
import org.tocsin.events.DefendersUnmerged;
import org.tocsin.events.Event;
import org.tocsin.events.EventConfirmed;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.StateReplied;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IncidentId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.shape.Changes;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.DefenderKind;
import org.tocsin.events.vocabulary.Mechanism;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.events.vocabulary.ReplyKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.Desk;
import org.tocsin.registry.Events;
import org.tocsin.registry.history.Recorded;
import org.tocsin.registry.horizon.Horizon;

/** Sets of events in which everything meets that can: few cases, States, sources and days. */
final class RandomEvents {

  static final List<String> STATES = List.of("LI", "MC", "SM");

  private static final int CASES = 5;
  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<ActType> ACTS =
      List.of(ActType.ARBITRARY_ARREST, ActType.RAID, ActType.KILLING, ActType.KIDNAPPING);

  private final Random random;
  private final UUID run;
  private final List<Event> written = new ArrayList<>();

  private RandomEvents(Random random) {
    this.random = random;
    this.run = new UUID(random.nextLong(), random.nextLong());
  }

  /** So many events, in the order in which they were recorded; no id has two contents. */
  static List<Recorded> of(Random random, int size) {
    var events = new RandomEvents(random);
    var recorded = new ArrayList<Recorded>();
    Instant at = FIRST;
    for (int i = 0; i < size; i++) {
      at = at.plusSeconds(1 + random.nextInt(400_000));
      Event event = events.next(i);
      events.written.add(event);
      recorded.add(new Recorded(event, at));
    }
    return recorded;
  }

  /** A horizon within the time of these events. */
  static Horizon horizon(Random random, List<Recorded> events) {
    Instant known = events.get(random.nextInt(events.size())).recordedAt();
    return new Horizon(
        known.plusMillis(random.nextInt(3) - 1),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(FIRST.plusSeconds(random.nextInt(12_000_000))));
  }

  private Event next(int number) {
    int ofCase = random.nextInt(CASES);
    var source =
        random.nextInt(3) == 0
            ? Optional.of(source(random.nextInt(2)))
            : Optional.<SourceId>empty();
    var incident =
        random.nextInt(4) == 0
            ? Optional.of(new IncidentId(id("incident", 0)))
            : Optional.<IncidentId>empty();
    Events events =
        new Events(
            id("case", ofCase),
            id("defender", random.nextInt(4)),
            "ngo-" + ofCase % 3,
            source,
            incident,
            "%064d".formatted(number));
    String id = "e" + number;
    String day = FIRST.plusSeconds(random.nextInt(8) * 86_400L).toString().substring(0, 10);
    return switch (random.nextInt(15)) {
      case 0, 1, 2, 3 -> events.act(id, any(ACTS), day, any(STATES));
      case 4 ->
          events.act(id, ActType.RAID, random.nextInt(3) == 0 ? "2199-01-01" : day, any(STATES));
      case 5 -> events.status(id, any(List.of(PersonStatus.values())), day);
      case 6 -> amend(number, day, "responsibleState", any(STATES));
      case 7 -> amend(number, day, "actType", any(ACTS).code());
      case 8 -> retract(number, day);
      case 9 -> confirm(number, day);
      case 10 -> events.event(id, day, letter());
      case 11 ->
          events.event(
              id,
              day,
              new StateReplied(
                  "AL " + random.nextInt(2),
                  Term.of(any(List.of(ReplyKind.values()))),
                  State.of(any(STATES)).orElseThrow()));
      case 12 -> Desk.write(events.event(id, day, closing()));
      case 13 -> Desk.write(events.event(id, day, together()));
      default ->
          events.event(
              id,
              day,
              new DefenderDescribed(
                  Term.of(any(List.of(DefenderKind.values()))), null, null, null));
    };
  }

  private ReprisalEvent letter() {
    return new CommunicationSent(
        Term.of(Mechanism.SPECIAL_PROCEDURES),
        "AL " + random.nextInt(2),
        State.of(any(STATES)).orElseThrow(),
        LocalDate.of(2026, 1, 1).plusDays(random.nextInt(60)));
  }

  private ReprisalEvent closing() {
    return random.nextBoolean() ? new CaseClosed(null) : new CaseReopened(null);
  }

  private ReprisalEvent together() {
    var one = new DefenderId(id("defender", random.nextInt(4)));
    var other = new DefenderId(id("defender", random.nextInt(4)));
    var otherCase = new CaseId(id("case", random.nextInt(CASES)));
    return switch (random.nextInt(4)) {
      case 0 -> new CasesLinked(otherCase, null);
      case 1 -> new CasesUnlinked(otherCase, null);
      case 2 -> new DefendersMerged(one, other);
      default -> new DefendersUnmerged(one, other);
    };
  }

  private Event amend(int number, String day, String field, String value) {
    var changes = new Changes(JsonNodeFactory.instance.objectNode().put(field, value));
    return target(number).correction("e" + number, targetId(), day, changes);
  }

  private Event retract(int number, String day) {
    return target(number).retraction("e" + number, targetId(), day);
  }

  private Event confirm(int number, String day) {
    Events of = target(number);
    return Desk.write(
        of.event(
            "e" + number,
            day,
            new EventConfirmed(new EventId(targetId()), new Organisation(of.organisation()))));
  }

  private Event target = null;

  /** Of the case and organisation of an event that may have been written, or may come later. */
  private Events target(int number) {
    int ofCase = random.nextInt(CASES);
    target = written.isEmpty() || random.nextInt(5) == 0 ? null : any(written);
    return new Events(
        target == null ? id("case", ofCase) : UUID.fromString(target.header().subject().toString()),
        id("defender", 0),
        target == null
            ? "ngo-" + ofCase % 3
            : target
                .header()
                .origin()
                .toString()
                .replace("/partners/", "")
                .replace("/desk", "ngo-0"),
        Optional.empty(),
        Optional.empty(),
        "%064d".formatted(number));
  }

  private String targetId() {
    return target == null ? "e" + random.nextInt(40) : target.header().id().value();
  }

  private SourceId source(int number) {
    return new SourceId(id("source", number));
  }

  private UUID id(String what, int number) {
    return UUID.nameUUIDFromBytes(
        (run + what + number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
