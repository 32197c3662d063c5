package org.tocsin.events.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.tocsin.events.Event;
import org.tocsin.events.EventCorrected;
import org.tocsin.events.EventHeader;
import org.tocsin.events.EventType;
import org.tocsin.events.Origin;
import org.tocsin.events.ReprisalEvent;
import org.tocsin.events.SealedPart;
import org.tocsin.events.Subject;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Shape;

/**
 * Events as CloudEvents 1.0, as they stand in the log: the public part is plain JSON, the sealed
 * part an object of its own under {@code sealed}. Unknown fields are left alone when read, since
 * later versions only add fields.
 */
public final class EventCodec {

  /** Extension attribute: the keyed digest of the whole content. */
  public static final String DIGEST = "digest";

  /** Extension attribute: how grave the news is; only on acts and changes of a person's status. */
  public static final String SEVERITY = "severity";

  private static final String SEALED = "sealed";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private EventCodec() {}

  /** The event as it goes into the log. */
  public static CloudEvent toCloudEvent(Event event) {
    EventHeader header = event.header();
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(header.id().value())
            .withSource(URI.create(header.origin().toString()))
            .withType(event.type().wireName())
            .withSubject(header.subject().toString())
            .withExtension(DIGEST, header.digest())
            .withData("application/json", toJson(event));
    event.severity().ifPresent(severity -> builder.withExtension(SEVERITY, severity.code()));
    return builder.build();
  }

  /** The event's data as it goes into the log, in UTF-8. */
  public static byte[] toJson(Event event) {
    ObjectNode data = publicData(event);
    SealedJson.write(event.sealed()).ifPresent(part -> data.set(SEALED, part));
    return JsonBytes.of(data);
  }

  /**
   * The event that stands in the log.
   *
   * @throws UnreadableEventException if it is none that this version can read
   */
  public static Event fromCloudEvent(CloudEvent cloudEvent) throws UnreadableEventException {
    EventType type =
        EventType.ofWireName(cloudEvent.getType())
            .orElseThrow(() -> new UnreadableEventException("unknown-type"));
    ObjectNode data = data(cloudEvent);
    SealedPart sealed = SealedJson.read(data.remove(SEALED));
    Object digest = cloudEvent.getExtension(DIGEST);
    if (cloudEvent.getSubject() == null || digest == null) {
      throw new UnreadableEventException("missing-attribute");
    }
    Subject subject =
        Subject.of(cloudEvent.getSubject())
            .orElseThrow(() -> new UnreadableEventException("unknown-subject"));
    try {
      return read(
          type,
          new EventId(cloudEvent.getId()),
          Origin.of(cloudEvent.getSource().toString()),
          subject,
          digest.toString(),
          data,
          sealed);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEventException("bad-attribute");
    }
  }

  /** The public part of the event's data, as it stands in the log. */
  public static ObjectNode publicData(Event event) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    Shape.of(LoggedFields.class).write(LoggedFields.of(event.header()), data, null);
    writeBody(event.body(), data, null);
    return data;
  }

  /**
   * Writes what the type says: sealed fields to one object, all others to the other.
   *
   * @param sealed null to leave sealed fields out
   */
  public static void writeBody(ReprisalEvent body, ObjectNode open, ObjectNode sealed) {
    write((Record) body, open, sealed);
  }

  /**
   * The target as it stands after a correction. Fields of the correction that the target's type
   * does not have are left out, and so is a correction that would make it unreadable.
   */
  public static Event corrected(Event target, EventCorrected correction) {
    ObjectNode data = publicData(target);
    data.setAll(correction.changes().fields());
    SealedPart part = target.sealed();
    if (correction.sealedChanges() != null) {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      if (part instanceof SealedPart.Open open) {
        fields.setAll(open.fields());
      }
      part = new SealedPart.Open(fields.setAll(correction.sealedChanges().fields()));
    }
    EventHeader header = target.header();
    try {
      return read(
          target.type(),
          header.id(),
          header.origin(),
          header.subject(),
          header.digest(),
          data,
          part);
    } catch (UnreadableEventException e) {
      return target;
    }
  }

  /**
   * The event with these fields as its sealed part, in plain text.
   *
   * @throws IllegalArgumentException if they do not fit its type
   */
  public static Event opened(Event event, ObjectNode fields) {
    EventHeader header = event.header();
    try {
      return read(
          event.type(),
          header.id(),
          header.origin(),
          header.subject(),
          header.digest(),
          publicData(event),
          new SealedPart.Open(fields));
    } catch (UnreadableEventException e) {
      throw new IllegalArgumentException("the sealed part does not fit the event", e);
    }
  }

  private static Event read(
      EventType type,
      EventId id,
      Origin origin,
      Subject subject,
      String digest,
      ObjectNode data,
      SealedPart sealed)
      throws UnreadableEventException {
    var reading = new Reading();
    LoggedFields logged = Shape.of(LoggedFields.class).readLogged(data, reading);
    ObjectNode whole = sealed instanceof SealedPart.Open open ? merged(data, open.fields()) : data;
    Record body = Shape.of(type.record()).readLogged(whole, reading);
    if (!reading.sound()) {
      throw new UnreadableEventException("bad-data");
    }
    var header =
        new EventHeader(
            id,
            origin,
            subject,
            Optional.ofNullable(logged.defenderId()),
            Optional.ofNullable(logged.incidentId()),
            logged.occurredAt(),
            logged.readSource(),
            Optional.ofNullable(logged.language()),
            digest,
            Optional.ofNullable(logged.by()));
    return new Event(header, (ReprisalEvent) body, sealed);
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> void write(R record, ObjectNode open, ObjectNode sealed) {
    ((Shape<R>) Shape.of(record.getClass())).write(record, open, sealed);
  }

  /** One tree laid over another, both of which stay as they are. */
  private static ObjectNode merged(ObjectNode under, ObjectNode over) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merged.setAll(under);
    over.properties()
        .forEach(
            field ->
                merged.set(
                    field.getKey(),
                    under.get(field.getKey()) instanceof ObjectNode below
                            && field.getValue() instanceof ObjectNode above
                        ? merged(below, above)
                        : field.getValue()));
    return merged;
  }

  private static ObjectNode data(CloudEvent cloudEvent) throws UnreadableEventException {
    try {
      JsonNode node =
          cloudEvent.getData() == null ? null : JSON.readTree(cloudEvent.getData().toBytes());
      if (node instanceof ObjectNode data) {
        return data;
      }
    } catch (IOException e) {
      throw new UnreadableEventException("not-json");
    }
    throw new UnreadableEventException("no-data");
  }
}
