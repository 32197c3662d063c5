package org.tocsin.events.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tocsin.events.EventType;
import org.tocsin.events.codec.LoggedFields;
import org.tocsin.events.shape.ObjectSchema;
import org.tocsin.events.shape.Shape;

/**
 * What stands in the log as the data of an event, in JSON Schema. The objects stay open: later
 * versions add fields, and a reader leaves alone what it does not know.
 */
final class LogSchema {

  private LogSchema() {}

  /** The fields that events of every type have. */
  static ObjectNode shared() {
    return new ObjectSchema().with(Shape.of(LoggedFields.class), field -> true).schema();
  }

  /** The public fields of one type. */
  static ObjectNode body(EventType type) {
    return new ObjectSchema().with(Shape.of(type.record()), field -> !field.sealed()).schema();
  }

  /** The sealed part. */
  static ObjectNode sealed() {
    ObjectNode closed =
        new ObjectSchema()
            .with("alg", constant("A256GCM"), true)
            .with(
                "keyId",
                text("Names the data key; the owner is the defender, or the subject."),
                true)
            .with("nonce", base64("96 random bits."), true)
            .with(
                "ciphertext",
                base64(
                    "The sealed fields as a JSON object, encrypted; event id, type and subject are the associated data."),
                true)
            .schema();
    ObjectNode plain =
        new ObjectSchema()
            .with("alg", constant("none"), true)
            .with("fields", JsonNodeFactory.instance.objectNode().put("type", "object"), true)
            .schema()
            .put(
                "description",
                "In plain text: written before sealing was built, and never since. Readers must still understand it.");
    ObjectNode either = JsonNodeFactory.instance.objectNode();
    either
        .put(
            "description",
            "What can tell who or where a person is; left out where there is nothing.")
        .putArray("oneOf")
        .add(closed)
        .add(plain);
    return either;
  }

  static ObjectNode constant(String value) {
    return JsonNodeFactory.instance.objectNode().put("type", "string").put("const", value);
  }

  static ObjectNode text(String description) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "string")
        .put("description", description);
  }

  private static ObjectNode base64(String description) {
    return text(description).put("contentEncoding", "base64");
  }
}
