package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.events.EventType;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.shape.Shape.Field;

/**
 * Checks the changes of a correction and parts them into public and sealed ones. Which type is
 * corrected is not known here (it may not have arrived yet), so a field must fit at least one type,
 * and is sealed if it is sealed in any.
 */
final class ChangesCheck {

  private static final Set<String> SHARED = Set.of("occurredAt", "language");
  private static final Map<String, List<Field>> FIELDS =
      Stream.concat(
              Shape.of(SharedFields.class).fields().stream()
                  .filter(field -> SHARED.contains(field.name())),
              Stream.of(EventType.values())
                  .filter(
                      type ->
                          type.writer() == EventType.Writer.PARTNER
                              && type != EventType.EVENT_CORRECTED
                              && type != EventType.EVENT_RETRACTED)
                  .flatMap(type -> Shape.of(type.record()).fields().stream()))
          .collect(Collectors.groupingBy(Field::name));

  private ChangesCheck() {}

  /**
   * The data with {@code changes} parted into {@code changes} and {@code sealedChanges}; violations
   * are added for what does not fit.
   */
  static ObjectNode part(ObjectNode data, String pointer, Reading reading) {
    ObjectNode parted = data.deepCopy();
    if (parted.has("sealedChanges")) {
      reading.violation(
          pointer + "/sealedChanges",
          "unknown-field",
          "There is no such field here.",
          "Put all changed fields into \"changes\".");
    }
    if (!(parted.path("changes") instanceof ObjectNode changes)) {
      return parted;
    }
    String at = pointer + "/changes";
    Shape.refuseUnknown(changes, FIELDS.keySet(), at, reading);
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      List<Field> fields = FIELDS.getOrDefault(change.getKey(), List.of());
      if (!fields.isEmpty()
          && fields.stream().noneMatch(field -> field.accepts(change.getValue()))) {
        reading.violation(
            at + "/" + change.getKey(),
            "value",
            "This field does not take such a value.",
            "Write it as in an event of the corrected type.");
      }
      (fields.stream().anyMatch(Field::sealed) ? sealed : open)
          .set(change.getKey(), change.getValue());
    }
    if (changes.isEmpty()) {
      reading.violation(
          at,
          "required",
          "A correction must change something.",
          "Name at least one field with its new value.");
    }
    parted.set("changes", open);
    if (!sealed.isEmpty()) {
      parted.set("sealedChanges", sealed);
    }
    return parted;
  }
}
