package org.tocsin.events.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import org.tocsin.events.shape.Shape.Field;

/**
 * The JSON Schema (2020-12) of an object, put together field by field. Fields that it does not name
 * are left alone unless the caller closes it.
 */
public final class ObjectSchema {

  private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
  private final ArrayNode required = JsonNodeFactory.instance.arrayNode();

  /** Those fields of a record that pass. */
  public ObjectSchema with(Shape<?> shape, Predicate<Field> which) {
    shape.fields().stream()
        .filter(which)
        .forEach(field -> with(field.name(), field.schema(), field.required()));
    return this;
  }

  /** One field. */
  public ObjectSchema with(String name, JsonNode schema, boolean isRequired) {
    properties.set(name, schema);
    return isRequired ? require(name) : this;
  }

  /** A field that must be there for another reason than its record's. */
  public ObjectSchema require(String name) {
    required.add(name);
    return this;
  }

  /** The schema so far. */
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    if (!required.isEmpty()) {
      schema.set("required", required.deepCopy());
    }
    return schema.set("properties", properties.deepCopy());
  }
}
