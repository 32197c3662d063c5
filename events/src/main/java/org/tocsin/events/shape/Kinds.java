package org.tocsin.events.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tocsin.events.identity.CaseId;
import org.tocsin.events.identity.DefenderId;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.IncidentId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.identity.Symbol;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.time.Precision;
import org.tocsin.events.vocabulary.State;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.events.vocabulary.Vocabulary;

/** The kinds of value that stand in events: one for each Java type of a record's component. */
final class Kinds {

  private static final int MAX_ITEMS = 50;
  private static final int MAX_NUMBER = 1_000_000;
  private static final String UUID_FIX = "Give an id as this API returned it.";

  private static final Map<Type, Kind<?>> BY_TYPE =
      Map.of(
          Integer.class, new WholeNumber(),
          LocalDate.class, new Day(),
          OccurredAt.class, new Moment(),
          Changes.class, new AnyObject(),
          State.class, new StateCode(),
          EventId.class,
              word(
                  EventId::new,
                  pattern(EventId.SYNTAX),
                  Rule.EVENT_ID,
                  "Use 1 to 64 letters, digits, '.', '_', ':' and '-'; a UUIDv7 is best."),
          Organisation.class,
              word(
                  Organisation::new,
                  pattern(Organisation.SYNTAX),
                  Rule.ORGANISATION,
                  "Give the organisation's id."),
          Symbol.class,
              word(
                  Symbol::new,
                  pattern(Symbol.SYNTAX).put("maxLength", Symbol.MAX_LENGTH),
                  Rule.SYMBOL,
                  "Use capital letters, digits and hyphens, such as HRC-24-24."));

  private static final Map<Type, Kind<?>> IDS =
      Map.of(
          CaseId.class, word(CaseId::of, typed("string").put("format", "uuid"), Rule.ID, UUID_FIX),
          DefenderId.class,
              word(DefenderId::of, typed("string").put("format", "uuid"), Rule.ID, UUID_FIX),
          IncidentId.class,
              word(IncidentId::of, typed("string").put("format", "uuid"), Rule.ID, UUID_FIX),
          SourceId.class,
              word(SourceId::of, typed("string").put("format", "uuid"), Rule.ID, UUID_FIX));

  private Kinds() {}

  /**
   * The kind of a component.
   *
   * @param type the component's generic type
   * @param text the limits if it is a text
   * @throws IllegalStateException if no kind is known for the type: a mistake in a record, found
   *     when its shape is built
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static Kind<?> of(Type type, Text text) {
    if (type == String.class) {
      return text == null ? new PlainText(200, false) : new PlainText(text.max(), text.lines());
    }
    if (BY_TYPE.containsKey(type)) {
      return BY_TYPE.get(type);
    }
    if (IDS.containsKey(type)) {
      return IDS.get(type);
    }
    if (type instanceof ParameterizedType generic) {
      Type argument = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Term.class) {
        return new Code((Class) argument);
      }
      if (generic.getRawType() == List.class) {
        return new Items<>(of(argument, null));
      }
    }
    if (type instanceof Class<?> c && c.isRecord()) {
      return new Nested<>(Shape.of((Class) c));
    }
    throw new IllegalStateException("no kind for " + type.getTypeName());
  }

  private static String text(JsonNode node, String pointer, Reading reading) {
    if (!node.isTextual()) {
      reading.violation(pointer, Rule.TYPE, "This must be a text.", "Send a JSON string.");
      return null;
    }
    return node.textValue();
  }

  private static <T> Kind<T> word(
      Function<String, T> parse, ObjectNode form, Rule rule, String fix) {
    return new Kind<>() {
      @Override
      public T read(JsonNode node, String pointer, Reading reading) {
        String text = text(node, pointer, reading);
        try {
          return text == null ? null : parse.apply(text);
        } catch (IllegalArgumentException e) {
          reading.violation(pointer, rule, "This has not the form that is required here.", fix);
          return null;
        }
      }

      @Override
      public JsonNode write(T value) {
        return TextNode.valueOf(value.toString());
      }

      @Override
      public ObjectNode schema() {
        return form.deepCopy();
      }
    };
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static ObjectNode pattern(Pattern syntax) {
    return typed("string").put("pattern", "^" + syntax.pattern() + "$");
  }

  private record PlainText(int max, boolean lines) implements Kind<String> {
    @Override
    public String read(JsonNode node, String pointer, Reading reading) {
      String text = text(node, pointer, reading);
      return text == null ? null : Texts.clean(text, max, lines, pointer, reading);
    }

    @Override
    public JsonNode write(String value) {
      return TextNode.valueOf(value);
    }

    @Override
    public ObjectNode schema() {
      return typed("string").put("minLength", 1).put("maxLength", max);
    }
  }

  private record WholeNumber() implements Kind<Integer> {
    @Override
    public Integer read(JsonNode node, String pointer, Reading reading) {
      if (!node.isInt() || node.intValue() < 0 || node.intValue() > MAX_NUMBER) {
        reading.violation(
            pointer,
            Rule.NUMBER,
            "This must be a whole number from 0 to " + MAX_NUMBER + ".",
            "Send a JSON number without a fraction.");
        return null;
      }
      return node.intValue();
    }

    @Override
    public JsonNode write(Integer value) {
      return IntNode.valueOf(value);
    }

    @Override
    public ObjectNode schema() {
      return typed("integer").put("minimum", 0).put("maximum", MAX_NUMBER);
    }
  }

  private record Day() implements Kind<LocalDate> {
    @Override
    public LocalDate read(JsonNode node, String pointer, Reading reading) {
      String text = text(node, pointer, reading);
      try {
        return text == null ? null : LocalDate.parse(text);
      } catch (DateTimeException e) {
        reading.violation(
            pointer, Rule.DATE, "This is no day of the calendar.", "Write it as YYYY-MM-DD.");
        return null;
      }
    }

    @Override
    public JsonNode write(LocalDate value) {
      return TextNode.valueOf(value.toString());
    }

    @Override
    public ObjectNode schema() {
      return typed("string").put("format", "date");
    }
  }

  private record StateCode() implements Kind<State> {
    @Override
    public State read(JsonNode node, String pointer, Reading reading) {
      String text = text(node, pointer, reading);
      State state = text == null ? null : State.of(text).orElse(null);
      if (text != null && state == null) {
        reading.violation(
            pointer,
            Rule.UNKNOWN_STATE,
            "There is no State with this code.",
            "Give the ISO 3166-1 code of two capital letters, such as CH.");
      }
      return state;
    }

    @Override
    public JsonNode write(State value) {
      return TextNode.valueOf(value.code());
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema =
          typed("string")
              .put("pattern", "^[A-Z]{2}$")
              .put(
                  "description",
                  "A State by its ISO 3166-1 alpha-2 code; a withdrawn code where the date lies before its withdrawal. Other codes are refused.");
      schema.putArray("examples").add("CH").add("SU");
      return schema;
    }
  }

  @SuppressWarnings("rawtypes")
  private record Code(Class vocabulary) implements Kind<Term> {
    @Override
    @SuppressWarnings("unchecked")
    public Term read(JsonNode node, String pointer, Reading reading) {
      String text = text(node, pointer, reading);
      if (text == null) {
        return null;
      }
      Term term = ((Optional<Term>) Term.read(vocabulary, text)).orElse(null);
      if (term == null) {
        reading.violation(
            pointer,
            Rule.CODE,
            "This is not a code.",
            "Use a code of the vocabulary: lower-case letters, digits and hyphens, at most 40.");
        return null;
      }
      if (term.known().isEmpty()) {
        reading.warning(
            pointer,
            Rule.UNRECOGNISED_CODE,
            "This code is not in the vocabulary; the event is kept and shown to the desk as unrecognised.",
            "Use a code of the vocabulary if one fits.");
      }
      return term;
    }

    @Override
    public JsonNode write(Term value) {
      return TextNode.valueOf(value.code());
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema =
          pattern(Term.SYNTAX)
              .put("maxLength", Term.MAX_LENGTH)
              .put(
                  "description",
                  "A code of the vocabulary that is given as examples. Another code is taken with a warning, and shown to the desk as unrecognised.");
      ArrayNode codes = schema.putArray("examples");
      for (Object constant : vocabulary.getEnumConstants()) {
        codes.add(((Vocabulary) constant).code());
      }
      return schema;
    }
  }

  private record Moment() implements Kind<OccurredAt> {
    private static final String FIX =
        "Send {\"value\": \"2026-11-20\", \"precision\": \"day\"}; precisions are instant, day, month, year, approximate and range.";

    @Override
    public OccurredAt read(JsonNode node, String pointer, Reading reading) {
      if (!node.isObject()) {
        reading.violation(
            pointer, Rule.TYPE, "This must be an object with value and precision.", FIX);
        return null;
      }
      Shape.refuseUnknown((ObjectNode) node, List.of("value", "precision"), pointer, reading);
      JsonNode value = node.path("value");
      JsonNode precision = node.path("precision");
      if (!value.isTextual() || !precision.isTextual()) {
        reading.violation(pointer, Rule.REQUIRED, "value and precision must both be texts.", FIX);
        return null;
      }
      try {
        return new OccurredAt(value.textValue(), precision(precision.textValue()));
      } catch (DateTimeException | IllegalArgumentException e) {
        reading.violation(pointer, Rule.DATE, "The value is no date of this precision.", FIX);
        return null;
      }
    }

    private static Precision precision(String code) {
      for (Precision precision : Precision.values()) {
        if (precision.code().equals(code)) {
          return precision;
        }
      }
      throw new IllegalArgumentException("no precision");
    }

    @Override
    public JsonNode write(OccurredAt moment) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("value", moment.value())
          .put("precision", moment.precision().code());
    }

    @Override
    public ObjectNode schema() {
      ArrayNode precisions = JsonNodeFactory.instance.arrayNode();
      Stream.of(Precision.values()).map(Precision::code).forEach(precisions::add);
      ObjectNode value =
          typed("string")
              .put(
                  "description",
                  "Not before 1900. By precision: an instant with offset, a day, a month, a year; for a range two of them joined by a slash; approximate takes a day, month or year.");
      value
          .putArray("examples")
          .add("2026-11-20T08:30:00+01:00")
          .add("2026-11-20")
          .add("2026-11")
          .add("2026")
          .add("2026-11-18/2026-11-20");
      return new ObjectSchema()
          .with("value", value, true)
          .with("precision", typed("string").set("enum", precisions), true)
          .schema();
    }
  }

  private record AnyObject() implements Kind<Changes> {
    @Override
    public Changes read(JsonNode node, String pointer, Reading reading) {
      if (!node.isObject()) {
        reading.violation(
            pointer,
            Rule.TYPE,
            "This must be an object.",
            "Send the changed fields as a JSON object.");
        return null;
      }
      return new Changes((ObjectNode) node);
    }

    @Override
    public JsonNode write(Changes value) {
      return value.fields();
    }

    @Override
    public ObjectNode schema() {
      return typed("object");
    }
  }

  private record Items<T>(Kind<T> kind) implements Kind<List<T>> {
    @Override
    public List<T> read(JsonNode node, String pointer, Reading reading) {
      if (!node.isArray() || node.size() > MAX_ITEMS) {
        reading.violation(
            pointer,
            Rule.TYPE,
            "This must be a list of at most " + MAX_ITEMS + ".",
            "Send a JSON array.");
        return null;
      }
      var items = new ArrayList<T>();
      for (int i = 0; i < node.size(); i++) {
        T item = kind.read(node.get(i), pointer + "/" + i, reading);
        if (item != null) {
          items.add(item);
        }
      }
      return items;
    }

    @Override
    public JsonNode write(List<T> value) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> array.add(kind.write(item)));
      return array;
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = typed("array").put("maxItems", MAX_ITEMS);
      return schema.set("items", kind.schema());
    }
  }

  record Nested<R extends Record>(Shape<R> shape) implements Kind<R> {
    @Override
    public R read(JsonNode node, String pointer, Reading reading) {
      if (!node.isObject()) {
        reading.violation(pointer, Rule.TYPE, "This must be an object.", "Send a JSON object.");
        return null;
      }
      Shape.refuseUnknown((ObjectNode) node, shape.names(), pointer, reading);
      return shape.read((ObjectNode) node, pointer, reading);
    }

    @Override
    public JsonNode write(R value) {
      ObjectNode whole = JsonNodeFactory.instance.objectNode();
      shape.write(value, whole, whole);
      return whole;
    }

    @Override
    public ObjectNode schema() {
      return new ObjectSchema().with(shape, field -> true).schema();
    }
  }
}
