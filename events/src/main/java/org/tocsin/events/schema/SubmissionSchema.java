package org.tocsin.events.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tocsin.events.EventType;
import org.tocsin.events.EventType.About;
import org.tocsin.events.shape.ObjectSchema;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.shape.Shape.Field;
import org.tocsin.events.submission.CorrectableFields;
import org.tocsin.events.submission.SharedFields;

/** What a partner sends as {@code data} of an event, in JSON Schema (2020-12). */
public final class SubmissionSchema {

  private static final String CHANGES = "changes";

  private SubmissionSchema() {}

  /** The schema for one type that partners write. */
  public static ObjectNode of(EventType type) {
    var object =
        new ObjectSchema()
            .with(Shape.of(SharedFields.class), field -> true)
            .with(Shape.of(type.record()), field -> !isOurs(type, field));
    if (type == EventType.EVENT_CORRECTED) {
      object.with(CHANGES, changes(), false);
    }
    if (type.about() == About.CASE && !type.amends()) {
      object.require("caseRef").require("defenderRef");
    }
    ObjectNode fields = object.schema();
    if (type.amends()) {
      fields.putObject("dependentRequired").putArray("caseRef").add("defenderRef");
    }
    close(fields);
    ObjectNode whole = fields.objectNode();
    return whole
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("title", type.wireName())
        .put("description", description(type))
        .setAll(fields);
  }

  /** A partner sends all changes together; parting them is ours. */
  private static boolean isOurs(EventType type, Field field) {
    return type == EventType.EVENT_CORRECTED && field.sealed();
  }

  private static String description(EventType type) {
    String whole = "What a partner sends as data of an event of this type. ";
    return whole
        + (type.amends()
            ? "For an event about a case give caseRef and defenderRef; for any other give the attribute subject instead. "
            : "")
        + "Lengths count UTF-16 units of the text in NFC, without white space around it.";
  }

  private static ObjectNode changes() {
    var object = new ObjectSchema();
    CorrectableFields.byName().forEach((name, fields) -> object.with(name, either(fields), false));
    return object
        .schema()
        .put("minProperties", 1)
        .put("description", "The fields that change, each with its new value.");
  }

  private static JsonNode either(List<Field> fields) {
    Set<ObjectNode> schemas =
        fields.stream().map(Field::schema).collect(Collectors.toCollection(LinkedHashSet::new));
    ObjectNode first = schemas.iterator().next();
    if (schemas.size() == 1) {
      return first;
    }
    ArrayNode any = first.arrayNode();
    return first.objectNode().set("anyOf", any.addAll(schemas));
  }

  /**
   * A misspelt field must not vanish: every object takes the fields that it names and no others.
   */
  private static void close(JsonNode schema) {
    schema.forEach(SubmissionSchema::close);
    if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
  }
}
