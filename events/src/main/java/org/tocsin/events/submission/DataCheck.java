package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.tocsin.events.EventType;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Shape;
import org.tocsin.events.time.OccurredAt;
import org.tocsin.events.vocabulary.State;

/**
 * Reads the data of one submitted event. Each rule is checked whatever became of the others, so
 * that a partner learns all that is wrong from one answer.
 */
final class DataCheck {

  private static final Shape<SharedFields> SHARED = Shape.of(SharedFields.class);

  /** The fields that the data of each type may have. */
  private static final Map<EventType, Set<String>> NAMES = new EnumMap<>(EventType.class);

  static {
    for (EventType type : EventType.values()) {
      Set<String> names = new LinkedHashSet<>(SHARED.names());
      names.addAll(Shape.of(type.record()).names());
      NAMES.put(type, names);
    }
  }

  /**
   * What the data say.
   *
   * @param shared null if anything in it is unsound
   * @param body null if anything in it is unsound
   */
  record Content(SharedFields shared, Record body) {}

  private final ObjectNode sent;
  private final String pointer;
  private final Instant now;
  private final Reading reading;

  DataCheck(ObjectNode sent, String pointer, Instant now, Reading reading) {
    this.sent = sent;
    this.pointer = pointer;
    this.now = now;
    this.reading = reading;
  }

  /** Reads an event of this type. */
  Content content(EventType type) {
    ObjectNode data =
        type == EventType.EVENT_CORRECTED ? ChangesCheck.part(sent, pointer, reading) : sent;
    Shape<? extends Record> shape = Shape.of(type.record());
    Shape.refuseUnknown(data, NAMES.get(type), pointer, reading);
    SharedFields shared = shared();
    Record body = shape.read(data, pointer, reading);
    OccurredAt occurredAt = occurredAt(sent, shared);
    if (occurredAt != null) {
      DateCheck.states(shape.soundValues(data, State.class), occurredAt, pointer, reading);
    }
    if (type == EventType.EVENT_CORRECTED
        && sent.path(ChangesCheck.CHANGES) instanceof ObjectNode changes) {
      whenAndLanguage(changes, null, pointer + "/" + ChangesCheck.CHANGES);
    }
    return new Content(shared, body);
  }

  /** Reads what does not depend on the type; null if anything in it is unsound. */
  SharedFields shared() {
    SharedFields shared = SHARED.read(sent, pointer, reading);
    whenAndLanguage(sent, shared, pointer);
    return shared;
  }

  private void whenAndLanguage(ObjectNode fields, SharedFields shared, String at) {
    LanguageCheck.check(fields.path("language"), at, reading);
    OccurredAt occurredAt = occurredAt(fields, shared);
    if (occurredAt != null) {
      DateCheck.moment(occurredAt, at, now, reading);
    }
  }

  /** Null if it is missing or unsound. */
  private static OccurredAt occurredAt(ObjectNode fields, SharedFields shared) {
    return shared != null
        ? shared.occurredAt()
        : SHARED.soundValues(fields, OccurredAt.class).get("occurredAt");
  }
}
