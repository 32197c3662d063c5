package org.tocsin.events.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * As much of JSON Schema as the schemas of events use. A keyword that it does not know is an error,
 * so that none goes unchecked.
 *
 * @param root what references start from
 */
record SchemaCheck(JsonNode root) {

  private static final Set<String> WORDS =
      Set.of("$schema", "title", "description", "examples", "contentEncoding");

  boolean fits(JsonNode schema, JsonNode value) {
    return schema.properties().stream().allMatch(keyword -> fits(keyword, schema, value));
  }

  private boolean fits(Map.Entry<String, JsonNode> keyword, JsonNode schema, JsonNode value) {
    JsonNode says = keyword.getValue();
    return switch (keyword.getKey()) {
      case "$ref" -> fits(root.at(says.textValue().substring(1)), value);
      case "allOf" -> stream(says).allMatch(one -> fits(one, value));
      case "anyOf" -> stream(says).anyMatch(one -> fits(one, value));
      case "oneOf" -> stream(says).filter(one -> fits(one, value)).count() == 1;
      case "type" -> isA(says.textValue(), value);
      case "const" -> says.equals(value);
      case "enum" -> stream(says).anyMatch(value::equals);
      case "minLength" -> !value.isTextual() || length(value) >= says.intValue();
      case "maxLength" -> !value.isTextual() || length(value) <= says.intValue();
      case "pattern" ->
          !value.isTextual() || Pattern.compile(says.textValue()).matcher(value.asText()).find();
      case "format" -> !value.isTextual() || isFormat(says.textValue(), value.textValue());
      case "minimum" -> !value.isNumber() || value.doubleValue() >= says.doubleValue();
      case "maximum" -> !value.isNumber() || value.doubleValue() <= says.doubleValue();
      case "maxItems" -> !value.isArray() || value.size() <= says.intValue();
      case "minProperties" -> !value.isObject() || value.size() >= says.intValue();
      case "items" -> !value.isArray() || stream(value).allMatch(item -> fits(says, item));
      case "required" ->
          !value.isObject() || stream(says).allMatch(name -> value.has(name.textValue()));
      case "dependentRequired" ->
          says.properties().stream()
              .filter(field -> value.has(field.getKey()))
              .allMatch(
                  field -> stream(field.getValue()).allMatch(name -> value.has(name.textValue())));
      case "properties" ->
          says.properties().stream()
              .allMatch(
                  field -> {
                    JsonNode found = value.path(field.getKey());
                    return found instanceof MissingNode || fits(field.getValue(), found);
                  });
      case "additionalProperties" ->
          value.properties().stream()
              .allMatch(field -> schema.get("properties").has(field.getKey()));
      default -> {
        if (!WORDS.contains(keyword.getKey())) {
          throw new AssertionError("unknown keyword " + keyword.getKey());
        }
        yield true;
      }
    };
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      default -> throw new AssertionError("unknown type " + type);
    };
  }

  private static boolean isFormat(String format, String text) {
    try {
      switch (format) {
        case "date" -> LocalDate.parse(text);
        case "uuid" -> UUID.fromString(text);
        default -> throw new AssertionError("unknown format " + format);
      }
      return true;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }

  private static int length(JsonNode text) {
    return text.textValue().codePointCount(0, text.textValue().length());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
