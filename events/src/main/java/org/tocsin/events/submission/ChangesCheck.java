package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Rule;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.shape.Shape.Field;

/**
 * Checks the changes of a correction and parts them into public and sealed ones: a field must fit
 * at least one type, and is sealed if it is sealed in any.
 */
final class ChangesCheck {

  static final String CHANGES = "changes";
  static final String SEALED_CHANGES = "sealedChanges";

  private ChangesCheck() {}

  /**
   * The data with {@code changes} parted into {@code changes} and {@code sealedChanges}; violations
   * are added for what does not fit.
   */
  static ObjectNode part(ObjectNode data, String pointer, Reading reading) {
    ObjectNode parted = data.deepCopy();
    if (parted.remove(SEALED_CHANGES) != null) {
      reading.violation(
          pointer + "/" + SEALED_CHANGES,
          Rule.UNKNOWN_FIELD,
          "There is no such field here.",
          "Put all changed fields into \"changes\".");
    }
    if (!(parted.path(CHANGES) instanceof ObjectNode changes)) {
      return parted;
    }
    String at = pointer + "/" + CHANGES;
    Shape.refuseUnknown(changes, CorrectableFields.byName().keySet(), at, reading);
    if (changes.isEmpty()) {
      reading.violation(
          at,
          Rule.REQUIRED,
          "A correction must change something.",
          "Name at least one field with its new value.");
    }
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      String name = change.getKey();
      List<Field> fields = CorrectableFields.byName().getOrDefault(name, List.of());
      ObjectNode side = fields.stream().anyMatch(Field::sealed) ? sealed : open;
      kept(fields, change.getValue(), at + "/" + name, reading)
          .ifPresent(value -> side.set(name, value));
    }
    parted.set(CHANGES, open);
    if (!sealed.isEmpty()) {
      parted.set(SEALED_CHANGES, sealed);
    }
    return parted;
  }

  /** The value as the first type keeps it that takes it; if none does, what the first says. */
  private static Optional<JsonNode> kept(
      List<Field> fields, JsonNode value, String pointer, Reading reading) {
    Field taking =
        fields.stream()
            .filter(field -> field.kept(value, pointer, new Reading()).isPresent())
            .findFirst()
            .orElse(fields.isEmpty() ? null : fields.getFirst());
    return taking == null ? Optional.empty() : taking.kept(value, pointer, reading);
  }
}
