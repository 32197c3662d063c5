package org.tocsin.registry.reference;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tocsin.events.CouncilTermRecorded;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Source;
import org.tocsin.events.StateCodeRecorded;
import org.tocsin.events.Subject;
import org.tocsin.events.UnMembershipRecorded;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.codec.JsonBytes;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.SourceKind;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.events.vocabulary.UnMembership;

/**
 * One fact of the reference data, as the event that tells it. Pure: the same row gives the same
 * event with the same digest on every instance.
 *
 * @param event as it goes into the log when it is new
 * @param fileDate of which day the file is
 * @param withdrawn when it was found that it should never have been told; empty while it stands
 */
record ReferenceFact(Event event, LocalDate fileDate, Optional<LocalDate> withdrawn) {

  /** All facts that come with the registry. */
  static List<ReferenceFact> all() {
    return Stream.of(
            codes(),
            of(ReferenceFile.of("un-membership.csv"), ReferenceFact::membership),
            of(ReferenceFile.of("council-terms.csv"), ReferenceFact::term))
        .flatMap(facts -> facts)
        .toList();
  }

  /** The list of codes by which events are read: of the day of the list, or of the withdrawal. */
  private static Stream<ReferenceFact> codes() {
    return State.all().stream()
        .map(
            state ->
                new ReferenceFact(
                    event(
                        "state-code-" + state.code(),
                        new Subject.OfState(state),
                        state.withdrawn().orElse(State.listedOn()),
                        new StateCodeRecorded(state, state.name(), state.withdrawn().orElse(null))),
                    State.listedOn(),
                    Optional.empty()));
  }

  static Stream<ReferenceFact> of(
      ReferenceFile file, Function<ReferenceFile.Row, ReprisalEvent> body) {
    return file.rows().stream()
        .map(
            row ->
                new ReferenceFact(
                    event(
                        row.text("id"),
                        new Subject.OfState(state(row)),
                        row.day("from").orElseThrow(),
                        body.apply(row)),
                    file.date(),
                    row.day("withdrawn")));
  }

  static ReprisalEvent membership(ReferenceFile.Row row) {
    return new UnMembershipRecorded(
        state(row),
        Term.read(UnMembership.class, row.text("membership")).orElseThrow(),
        row.day("from").orElseThrow(),
        row.day("to").orElse(null));
  }

  static ReprisalEvent term(ReferenceFile.Row row) {
    return new CouncilTermRecorded(
        state(row), row.day("from").orElseThrow(), row.day("to").orElseThrow());
  }

  private static State state(ReferenceFile.Row row) {
    return State.of(row.text("state")).orElseThrow();
  }

  /** An event of the reference data. What it says is public, so its digest needs no key. */
  static Event event(String id, Subject subject, LocalDate day, ReprisalEvent body) {
    Event undigested = event(id, subject, day, body, "0".repeat(64));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(JsonBytes.of(EventCodec.publicData(undigested)));
      return event(id, subject, day, body, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Event event(
      String id, Subject subject, LocalDate day, ReprisalEvent body, String digest) {
    return new Event(
        new EventHeader(
            new EventId(id),
            new Origin.Reference(),
            subject,
            Optional.empty(),
            Optional.empty(),
            new OccurredAt(day.toString(), Precision.DAY),
            Optional.of(new Source(Term.of(SourceKind.UN), Optional.empty())),
            Optional.empty(),
            digest),
        body,
        new SealedPart.None());
  }
}
