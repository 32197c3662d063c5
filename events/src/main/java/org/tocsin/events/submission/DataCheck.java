package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tocsin.events.EventType;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.State;

/**
 * Reads the data of one submitted event. Each rule is checked whatever became of the others, so
 * that whoever sent it learns all that is wrong from one answer.
 *
 * @param <S> the fields that events of every type have
 */
final class DataCheck<S extends Record> {

  /**
   * The fields that a writer sends with an event of any type.
   *
   * @param shape of these fields
   * @param occurredAt when it happened, or null where the writer does not say that
   * @param names of all fields that the data of each type may have
   */
  record Shared<S extends Record>(
      Shape<S> shape, Function<S, OccurredAt> occurredAt, Map<EventType, Set<String>> names) {

    static <S extends Record> Shared<S> of(Class<S> fields, Function<S, OccurredAt> occurredAt) {
      Shape<S> shape = Shape.of(fields);
      Map<EventType, Set<String>> names = new EnumMap<>(EventType.class);
      for (EventType type : EventType.values()) {
        Set<String> ofType = new LinkedHashSet<>(shape.names());
        ofType.addAll(Shape.of(type.record()).names());
        names.put(type, ofType);
      }
      return new Shared<>(shape, occurredAt, names);
    }
  }

  /**
   * What the data say.
   *
   * @param shared null if anything in it is unsound
   * @param body null if anything in it is unsound
   */
  record Content<S extends Record>(S shared, Record body) {}

  private final Shared<S> fields;
  private final ObjectNode sent;
  private final String pointer;
  private final Instant now;
  private final Reading reading;

  DataCheck(Shared<S> fields, ObjectNode sent, String pointer, Instant now, Reading reading) {
    this.fields = fields;
    this.sent = sent;
    this.pointer = pointer;
    this.now = now;
    this.reading = reading;
  }

  /** Reads an event of this type. */
  Content<S> content(EventType type) {
    ObjectNode data =
        type == EventType.EVENT_CORRECTED ? ChangesCheck.part(sent, pointer, reading) : sent;
    Shape<? extends Record> shape = Shape.of(type.record());
    Shape.refuseUnknown(data, fields.names.get(type), pointer, reading);
    S shared = shared();
    Record body = shape.read(data, pointer, reading);
    OccurredAt occurredAt = occurredAt(sent, shared);
    if (occurredAt != null) {
      DateCheck.states(shape.soundValues(data, State.class), occurredAt, pointer, reading);
    }
    if (type == EventType.EVENT_CORRECTED
        && sent.path(ChangesCheck.CHANGES) instanceof ObjectNode changes) {
      whenAndLanguage(changes, null, pointer + "/" + ChangesCheck.CHANGES);
    }
    return new Content<>(shared, body);
  }

  /** Reads what does not depend on the type; null if anything in it is unsound. */
  S shared() {
    S shared = fields.shape.read(sent, pointer, reading);
    whenAndLanguage(sent, shared, pointer);
    return shared;
  }

  private void whenAndLanguage(ObjectNode node, S shared, String at) {
    LanguageCheck.check(node.path("language"), at, reading);
    OccurredAt occurredAt = occurredAt(node, shared);
    if (occurredAt != null) {
      DateCheck.moment(occurredAt, at, now, reading);
    }
  }

  /** Null if it is missing or unsound. */
  private OccurredAt occurredAt(ObjectNode node, S shared) {
    return shared != null
        ? fields.occurredAt.apply(shared)
        : fields.shape.soundValues(node, OccurredAt.class).get("occurredAt");
  }
}
