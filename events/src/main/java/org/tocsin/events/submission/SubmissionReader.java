package org.tocsin.events.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.events.CouncilTermRecorded;
import org.tocsin.events.Event;
import org.tocsin.events.EventHeader;
import org.tocsin.events.EventType;
import org.tocsin.events.EventType.About;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.ResolutionAdopted;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Source;
import org.tocsin.events.StateLawChanged;
import org.tocsin.events.StatePositionRecorded;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IdentityKey;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Shape;

/**
 * Reads what a partner sent into an event, or says everything that is wrong with it. Immutable,
 * safe for use by many threads.
 */
public final class SubmissionReader {

  private static final ObjectMapper CANONICAL =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

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
    if (!(envelope.data() instanceof ObjectNode data)) {
      reading.violation(
          envelope.dataPointer(),
          "required",
          "The event has no data, or data that is no JSON object.",
          "Send the data as a JSON object.");
      return new Submission.Refused(reading.violations());
    }
    if (type.isEmpty()) {
      return new Submission.Refused(reading.violations());
    }
    Optional<Read> read = readData(type.get(), data, envelope.dataPointer(), reading);
    read.ifPresent(
        r ->
            DateCheck.check(
                r.shared.occurredAt(), (Record) r.body, envelope.dataPointer(), now, reading));
    Optional<Subject> subject =
        read.flatMap(r -> subject(organisation, r, attributes, envelope.dataPointer(), reading));
    if (!reading.sound()) {
      return new Submission.Refused(reading.violations());
    }
    Event event = event(id.orElseThrow(), organisation, subject.orElseThrow(), read.orElseThrow());
    return new Submission.Accepted(event, reading.warnings());
  }

  private record Read(EventType type, SharedFields shared, ReprisalEvent body) {}

  private Optional<Read> readData(
      EventType type, ObjectNode sent, String pointer, Reading reading) {
    ObjectNode data =
        type == EventType.EVENT_CORRECTED ? ChangesCheck.part(sent, pointer, reading) : sent;
    Shape<SharedFields> sharedShape = Shape.of(SharedFields.class);
    Shape<? extends Record> bodyShape = Shape.of(type.record());
    List<String> names = new ArrayList<>(sharedShape.names());
    names.addAll(bodyShape.names());
    Shape.refuseUnknown(data, names, pointer, reading);
    SharedFields shared = sharedShape.read(data, pointer, reading);
    Record body = bodyShape.read(data, pointer, reading);
    if (type.about() == About.CASE && !followsSubject(type, data)) {
      require(data, "caseRef", pointer, reading);
      require(data, "defenderRef", pointer, reading);
    }
    LanguageCheck.check(data.path("language"), pointer, reading);
    return shared == null || body == null || !reading.sound()
        ? Optional.empty()
        : Optional.of(new Read(type, shared, (ReprisalEvent) body));
  }

  /**
   * Corrections and retractions of events about no case name what they are about by the CloudEvents
   * subject instead of a case.
   */
  private static boolean followsSubject(EventType type, ObjectNode data) {
    boolean either = type == EventType.EVENT_CORRECTED || type == EventType.EVENT_RETRACTED;
    return either && !data.has("caseRef");
  }

  private static void require(ObjectNode data, String name, String pointer, Reading reading) {
    if (!data.hasNonNull(name)) {
      reading.violation(
          pointer + "/" + name,
          "required",
          "This field is missing.",
          "Add the field \"" + name + "\" with your own reference.");
    }
  }

  private Optional<Subject> subject(
      Organisation organisation,
      Read read,
      AttributeCheck attributes,
      String pointer,
      Reading reading) {
    Optional<String> given = attributes.subject();
    boolean follows = read.type.about() == About.CASE && read.shared.caseRef() == null;
    if (follows) {
      Optional<Subject> subject =
          given.flatMap(Subject::of).filter(s -> !(s instanceof Subject.OfCase));
      if (subject.isEmpty()) {
        reading.violation(
            pointer + "/caseRef",
            "required",
            "Neither a case nor a subject is named.",
            "Add \"caseRef\" and \"defenderRef\", or the attribute subject: state/XX, resolution/SYMBOL or focal-point.");
      }
      return subject;
    }
    if (given.isPresent()) {
      reading.violation(
          attributes.at("subject"),
          "not-allowed",
          "The subject of this event follows from its data.",
          "Leave the subject out.");
    }
    return Optional.of(
        switch (read.body) {
          case StateLawChanged law -> new Subject.OfState(law.state());
          case StatePositionRecorded position -> new Subject.OfState(position.state());
          case CouncilTermRecorded term -> new Subject.OfState(term.state());
          case ResolutionAdopted resolution -> new Subject.OfResolution(resolution.symbol());
          default ->
              read.type.about() == About.FOCAL_POINT
                  ? new Subject.OfFocalPoint()
                  : new Subject.OfCase(identities.caseId(organisation, read.shared.caseRef()));
        });
  }

  private Event event(EventId id, Organisation organisation, Subject subject, Read read) {
    SharedFields shared = read.shared;
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    Shape.of(SharedFields.class).write(shared, open, sealed);
    EventCodec.writeBody(read.body, open, sealed);
    SealedPart sealedPart =
        sealed.isEmpty() ? new SealedPart.None() : new SealedPart.Open(sealed.deepCopy());
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
            digest(read.type, subject, open, sealed));
    return new Event(header, read.body, sealedPart);
  }

  /**
   * Over the content as it is kept, so that the same report written in another order or another
   * Unicode form is the same.
   */
  private String digest(EventType type, Subject subject, ObjectNode open, ObjectNode sealed) {
    ObjectNode whole = open.deepCopy();
    EventCodec.merge(whole, sealed);
    try {
      String content =
          type.wireName() + "\n" + subject + "\n" + CANONICAL.writeValueAsString(whole);
      return identities.digest(content.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can be written", e);
    }
  }
}
