package org.tocsin.events.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.events.EventType;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.shape.Shape.Field;
import org.tocsin.events.submission.SharedFields;

/**
 * The topics in AsyncAPI 3.0. Events come from the code; what stands on the other topics, and the
 * words around it, from {@code asyncapi-frame.json}.
 */
public final class AsyncApi {

  private static final String MESSAGES = "#/components/messages/";
  private static final String SCHEMAS = "#/components/schemas/";

  private AsyncApi() {}

  /** The whole document. */
  public static ObjectNode document() {
    ObjectNode document = frame();
    var log = (ObjectNode) document.at("/channels/reprisalEvents");
    ObjectNode inChannel = log.putObject("messages");
    var messages = (ObjectNode) document.at("/components/messages");
    var schemas = (ObjectNode) document.at("/components/schemas");
    schemas.set("EventHeaders", LogHeaders.shared());
    schemas.set("EventFields", LogSchema.shared());
    schemas.set("Sealed", LogSchema.sealed());
    for (EventType type : EventType.values()) {
      inChannel.set(type.code(), reference(document, MESSAGES + type.code()));
      messages.set(type.code(), message(document, type));
    }
    messages.set("alert-event", alertEvent(document));
    return document;
  }

  private static ObjectNode alertEvent(ObjectNode document) {
    ObjectNode message = document.objectNode();
    message
        .put("name", "alert-event")
        .put("description", "Written by alert-service.")
        .put("contentType", "application/json");
    message.set("headers", AlertSchema.headers());
    message.set("payload", AlertSchema.payload());
    message
        .putObject("bindings")
        .putObject("kafka")
        .set("key", LogSchema.text("The alert's id, as in ce_subject."));
    return message;
  }

  private static ObjectNode message(ObjectNode document, EventType type) {
    ObjectNode message = document.objectNode();
    message
        .put("name", type.wireName())
        .put("title", type.code())
        .put("description", description(type))
        .put("contentType", "application/json");
    message
        .putObject("headers")
        .putArray("allOf")
        .add(reference(document, SCHEMAS + "EventHeaders"))
        .add(LogHeaders.of(type));
    message
        .putObject("payload")
        .putArray("allOf")
        .add(reference(document, SCHEMAS + "EventFields"))
        .add(payload(document, type));
    message
        .putObject("bindings")
        .putObject("kafka")
        .set("key", LogSchema.text("The event's subject, as in ce_subject."));
    return message;
  }

  private static ObjectNode payload(ObjectNode document, EventType type) {
    ObjectNode body = LogSchema.body(type);
    var properties = (ObjectNode) body.get("properties");
    properties.set("sealed", reference(document, SCHEMAS + "Sealed"));
    return body;
  }

  private static String description(EventType type) {
    String writer =
        switch (type.writer()) {
          case PARTNER -> "Reported by partners, written by intake-service.";
          case DESK -> "Decided by the desk, written by registry-service.";
          case BOTH ->
              "Reported by partners, written by intake-service; or recorded by the desk, written by registry-service.";
          case REFERENCE -> "Reference data, written by registry-service.";
        };
    var sealed = new ArrayList<String>();
    if (type.isOfPartners()) {
      sealed.addAll(sealed("", SharedFields.class));
      sealed.addAll(sealed("source.", SharedFields.Quoted.class));
    }
    sealed.addAll(sealed("", type.record()));
    return sealed.isEmpty() ? writer : writer + " Sealed: " + String.join(", ", sealed) + ".";
  }

  private static List<String> sealed(String prefix, Class<? extends Record> record) {
    return Shape.of(record).fields().stream()
        .filter(Field::sealed)
        .map(field -> prefix + field.name())
        .toList();
  }

  private static ObjectNode reference(ObjectNode document, String to) {
    return document.objectNode().put("$ref", to);
  }

  private static ObjectNode frame() {
    try (var in = AsyncApi.class.getResourceAsStream("asyncapi-frame.json")) {
      JsonNode frame = new ObjectMapper().readTree(in);
      return (ObjectNode) frame;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
