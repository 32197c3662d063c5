package org.tocsin.alert.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.tocsin.alert.decision.ReportKey;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.codec.UnreadableEventException;

/**
 * The public part of an event as it stands in the database: no name, narrative or place is in it,
 * and so a correction that comes later can be applied.
 */
final class StoredEvent {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TYPE = "type";
  private static final String DATA = "data";

  private StoredEvent() {}

  static String write(Event event) {
    ObjectNode stored = JSON.createObjectNode();
    stored.put(TYPE, event.type().wireName());
    stored.put(EventCodec.DIGEST, event.header().digest());
    stored.set(DATA, EventCodec.publicData(event));
    return stored.toString();
  }

  /**
   * The event with this key.
   *
   * @throws IllegalStateException if this version cannot read what it or an earlier one wrote
   */
  static Event read(ReportKey key, UUID caseId, String text) {
    try {
      var stored = JSON.readTree(text);
      return EventCodec.fromCloudEvent(
          CloudEventBuilder.v1()
              .withId(key.eventId())
              .withSource(URI.create(key.origin()))
              .withType(stored.get(TYPE).asText())
              .withSubject(caseId.toString())
              .withExtension(EventCodec.DIGEST, stored.get(EventCodec.DIGEST).asText())
              .withData(
                  "application/json", stored.get(DATA).toString().getBytes(StandardCharsets.UTF_8))
              .build());
    } catch (JsonProcessingException | UnreadableEventException e) {
      throw new IllegalStateException(
          "a stored event cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
