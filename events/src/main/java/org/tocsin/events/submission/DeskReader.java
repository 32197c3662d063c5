package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.EventType;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Source;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.submission.DataCheck.Content;
import org.tocsin.events.submission.SharedFields.Quoted;
import org.tocsin.events.time.OccurredAt;

/**
 * Reads what the desk decides on a case, or records of it, into an event, or says everything that
 * is wrong with it: by the same rules as what partners send. Immutable, safe for use by many
 * threads.
 */
public final class DeskReader {

  /** What stands in a decision beside the fields of its type: nothing. */
  private record NoFields() {}

  private static final DataCheck.Shared<DeskFields> RECORDED =
      DataCheck.Shared.of(DeskFields.class, DeskFields::occurredAt);
  private static final DataCheck.Shared<NoFields> DECIDED =
      DataCheck.Shared.of(NoFields.class, none -> null);

  private final IdentityKey identities;

  /** What an event of the desk has besides its data. */
  public record Frame(
      EventId id, EventType type, CaseId caseId, Optional<DefenderId> defender, String by) {}

  public DeskReader(IdentityKey identities) {
    this.identities = identities;
  }

  /**
   * Reads one event.
   *
   * @param frame its type must be one that the desk writes
   * @param data the fields of the type; for what is no decision also those of {@link DeskFields}
   * @param now when a decision is made, and for the rules on dates
   */
  public Submission read(Frame frame, ObjectNode data, Instant now) {
    var reading = new Reading();
    DeskFields shared;
    Record body;
    if (frame.type.isDecision()) {
      body = new DataCheck<>(DECIDED, data, "", now, reading).content(frame.type).body();
      shared = new DeskFields(OccurredAt.at(now), null, null);
    } else {
      Content<DeskFields> content =
          new DataCheck<>(RECORDED, data, "", now, reading).content(frame.type);
      body = content.body();
      shared = content.shared();
    }
    return reading.sound()
        ? new Submission.Accepted(event(frame, shared, (ReprisalEvent) body), reading.warnings())
        : new Submission.Refused(reading.violations());
  }

  private Event event(Frame frame, DeskFields shared, ReprisalEvent body) {
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    Shape.of(DeskFields.class).write(shared, open, sealed);
    EventCodec.writeBody(body, open, sealed);
    open.put("by", frame.by);
    Subject subject = new Subject.OfCase(frame.caseId);
    var header =
        new EventHeader(
            frame.id,
            new Origin.Desk(),
            subject,
            frame.defender,
            Optional.empty(),
            shared.occurredAt(),
            Optional.ofNullable(shared.source()).map(this::source),
            Optional.ofNullable(shared.language()),
            SubmissionReader.digest(identities, frame.type, subject, open, sealed),
            Optional.of(frame.by));
    return new Event(
        header, body, sealed.isEmpty() ? new SealedPart.None() : new SealedPart.Open(sealed));
  }

  private Source source(Quoted quoted) {
    return new Source(
        quoted.kind(), Optional.ofNullable(quoted.sourceRef()).map(identities::sourceId));
  }
}
