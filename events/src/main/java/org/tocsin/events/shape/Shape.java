package org.tocsin.events.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The fields of one record as they stand on the wire, read off the record itself: so a record is
 * the only place where an event's fields are written down. Immutable, safe for use by many threads.
 *
 * @param <R> the record
 */
public final class Shape<R extends Record> {

  /**
   * One field.
   *
   * @param name on the wire and in the record
   * @param required whether an event without it is refused
   * @param sealed whether it goes into the sealed part
   * @param type of its values in the record
   */
  public record Field(
      String name,
      boolean required,
      boolean sealed,
      Kind<?> kind,
      Class<?> type,
      Function<Object, Object> accessor) {

    /** What it takes, in JSON Schema; a new tree each time. */
    public ObjectNode schema() {
      return kind.schema();
    }

    @SuppressWarnings("unchecked")
    private JsonNode write(Object value) {
      return ((Kind<Object>) kind).write(value);
    }

    /**
     * A value for this field alone, as a correction gives it, in the form in which it is kept; or
     * empty after adding at least one violation.
     */
    public Optional<JsonNode> kept(JsonNode value, String pointer, Reading reading) {
      var alone = new Reading();
      Object read = kind.read(value, pointer, alone);
      reading.add(alone);
      return alone.sound() ? Optional.of(write(read)) : Optional.empty();
    }
  }

  private static final ClassValue<Shape<?>> SHAPES =
      new ClassValue<>() {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        protected Shape<?> computeValue(Class<?> type) {
          return new Shape(type);
        }
      };

  private final List<Field> fields;
  private final List<String> names;
  private final Constructor<R> constructor;

  private Shape(Class<R> type) {
    RecordComponent[] components = type.getRecordComponents();
    this.fields = Stream.of(components).map(Shape::field).toList();
    this.names = fields.stream().map(Field::name).toList();
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its canonical constructor", e);
    }
  }

  /** The shape of a record. */
  @SuppressWarnings("unchecked")
  public static <R extends Record> Shape<R> of(Class<R> type) {
    return (Shape<R>) SHAPES.get(type);
  }

  public List<Field> fields() {
    return fields;
  }

  /** The names of the fields, in the record's order. */
  public List<String> names() {
    return names;
  }

  /**
   * Reads a record. Fields that it does not have are left alone: {@link #refuseUnknown} is for
   * those.
   *
   * @param pointer where the object stands (JSON pointer), for the violations
   * @return the record, or null if a violation was added
   */
  public R read(ObjectNode node, String pointer, Reading reading) {
    return read(node, pointer, reading, true);
  }

  /**
   * As {@link #read}, from the log, where sealed fields are missing while the sealed part is
   * closed.
   */
  public R readLogged(ObjectNode node, Reading reading) {
    return read(node, "", reading, false);
  }

  private R read(ObjectNode node, String pointer, Reading reading, boolean sealedToo) {
    int before = reading.found();
    Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      Field field = fields.get(i);
      JsonNode value = node.path(field.name);
      String at = pointer + "/" + field.name;
      if (!value.isMissingNode() && !value.isNull()) {
        values[i] = field.kind.read(value, at, reading);
      } else if (field.required && (sealedToo || !field.sealed)) {
        reading.violation(
            at, Rule.REQUIRED, "This field is missing.", "Add the field \"" + field.name + "\".");
      }
    }
    R whole = create(values, pointer, reading);
    return reading.found() > before ? null : whole;
  }

  /** Unsound values are null: what does not fit together among the others is found all the same. */
  private R create(Object[] values, String pointer, Reading reading) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof FieldException wrong) {
        reading.violation(
            pointer + "/" + wrong.field(), Rule.COMBINATION, wrong.getMessage(), wrong.fix());
        return null;
      }
      throw new IllegalStateException(
          "a constructor may refuse fields by FieldException only", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can be made", e);
    }
  }

  /**
   * Writes a record: sealed fields to one object, all others to another (the same object may be
   * given for both). Fields that are null are left out.
   *
   * @param sealed null to leave sealed fields out as well
   */
  public void write(R record, ObjectNode open, ObjectNode sealed) {
    for (Field field : fields) {
      ObjectNode to = field.sealed ? sealed : open;
      Object value = to == null ? null : field.accessor.apply(record);
      if (value == null) {
        continue;
      }
      if (value instanceof Record nested && field.kind instanceof Kinds.Nested) {
        writeNested(field, nested, open, sealed);
      } else {
        to.set(field.name, field.write(value));
      }
    }
  }

  /**
   * A nested record may have sealed fields of its own: they stand at the same place of the sealed
   * object.
   */
  @SuppressWarnings("unchecked")
  private void writeNested(Field field, Record nested, ObjectNode open, ObjectNode sealed) {
    Shape<Record> shape = (Shape<Record>) of(nested.getClass());
    ObjectNode inOpen = JsonNodeFactory.instance.objectNode();
    ObjectNode inSealed =
        open == sealed ? inOpen : sealed == null ? null : JsonNodeFactory.instance.objectNode();
    shape.write(nested, inOpen, inSealed);
    (field.sealed ? sealed : open).set(field.name, inOpen);
    if (inSealed != null && inSealed != inOpen && !inSealed.isEmpty()) {
      sealed.set(field.name, inSealed);
    }
  }

  /**
   * The values of one type in what was sent, by field name, whatever is wrong with other fields.
   */
  public <T> Map<String, T> soundValues(ObjectNode node, Class<T> type) {
    var values = new LinkedHashMap<String, T>();
    for (Field field : fields) {
      if (field.type == type && node.hasNonNull(field.name)) {
        Object value = field.kind.read(node.get(field.name), "", new Reading());
        if (value != null) {
          values.put(field.name, type.cast(value));
        }
      }
    }
    return values;
  }

  /**
   * Adds a violation for each field of the object that is not among the names, with the nearest
   * name as a hint.
   */
  public static void refuseUnknown(
      ObjectNode node, Collection<String> names, String pointer, Reading reading) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name) && !reading.full()) {
                reading.violation(
                    pointer + "/" + FieldNames.shown(name),
                    Rule.UNKNOWN_FIELD,
                    "There is no such field here.",
                    FieldNames.nearest(name, names)
                        .map(near -> "Did you mean \"" + near + "\"?")
                        .orElse("Leave it out; the fields of each type are in the partner guide."));
              }
            });
  }

  private static Field field(RecordComponent component) {
    return new Field(
        component.getName(),
        component.isAnnotationPresent(Required.class),
        component.isAnnotationPresent(Sealed.class),
        Kinds.of(component.getGenericType(), component.getAnnotation(Text.class)),
        component.getType(),
        Accessor.of(component));
  }
}
