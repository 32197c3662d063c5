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
import org.tocsin.events.codec.JsonBytes;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Rule;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.submission.DataCheck.Content;

/**
 * Reads what a partner sent into an event, or says everything that is wrong with it. Immutable,
 * safe for use by many threads.
 */
public final class SubmissionReader {

  private static final DataCheck.Shared<SharedFields> SHARED =
      DataCheck.Shared.of(SharedFields.class, SharedFields::occurredAt);

  private final IdentityKey identities;

  public SubmissionReader(IdentityKey identities) {
    this.identities = identities;
  }

  /**
   * Reads one event.
   *
   * @param organisation from the credential
   * @param envelope what was sent
   * @param now when, for the rules on dates
   */
  public Submission read(Organisation organisation, Envelope envelope, Instant now) {
    var reading = new Reading();
    var attributes = new AttributeCheck(envelope, reading);
    attributes.check(organisation);
    Optional<EventId> id = attributes.id();
    Optional<EventType> type = attributes.type();
    String pointer = envelope.dataPointer();
    if (!(envelope.data() instanceof ObjectNode data)) {
      reading.violation(
          pointer,
          Rule.REQUIRED,
          "The event has no data, or data that is no JSON object.",
          "Send the data as a JSON object.");
      return new Submission.Refused(reading.violations());
    }
    var check = new DataCheck<>(SHARED, data, pointer, now, reading);
    if (type.isEmpty()) {
      check.shared();
      return new Submission.Refused(reading.violations());
    }
    Content<SharedFields> content = check.content(type.get());
    Optional<Subject> named =
        new SubjectCheck(attributes, data, pointer, reading).check(type.get());
    if (!reading.sound()) {
      return new Submission.Refused(reading.violations());
    }
    Subject subject =
        named.orElseGet(() -> SubjectCheck.follows(type.get(), content, organisation, identities));
    Event event = event(id.orElseThrow(), organisation, type.get(), subject, content);
    return new Submission.Accepted(event, reading.warnings());
  }

  private Event event(
      EventId id,
      Organisation organisation,
      EventType type,
      Subject subject,
      Content<SharedFields> content) {
    SharedFields shared = content.shared();
    ReprisalEvent body = (ReprisalEvent) content.body();
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    Shape.of(SharedFields.class).write(shared, open, sealed);
    EventCodec.writeBody(body, open, sealed);
    SealedPart sealedPart = sealed.isEmpty() ? new SealedPart.None() : new SealedPart.Open(sealed);
    var header =
        new EventHeader(
            id,
            new Origin.Partner(organisation),
            subject,
            Optional.ofNullable(shared.defenderRef())
                .map(ref -> identities.defenderId(organisation, ref)),
            Optional.ofNullable(shared.incidentRef()).map(identities::incidentId),
            shared.occurredAt(),
            Optional.of(
                new Source(
                    shared.source().kind(),
                    Optional.ofNullable(shared.source().sourceRef()).map(identities::sourceId))),
            Optional.ofNullable(shared.language()),
            digest(identities, type, subject, open, sealed));
    return new Event(header, body, sealedPart);
  }

  /**
   * Over the content as it is kept, so that the same report written in another order or another
   * Unicode form is the same.
   */
  static String digest(
      IdentityKey identities, EventType type, Subject subject, ObjectNode open, ObjectNode sealed) {
    return identities.digest(
        JsonBytes.canonical(type.wireName() + "\n" + subject + "\n", open, sealed));
  }
}
