package org.tocsin.events.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.tocsin.events.EventType;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.shape.ObjectSchema;
import org.tocsin.events.vocabulary.Severity;

/**
 * The headers of a record in the log: the attributes of a CloudEvent in the binary mode of the
 * Kafka binding.
 */
final class LogHeaders {

  private static final String ATTRIBUTE = "ce_";

  private LogHeaders() {}

  /** The headers of every event. */
  static ObjectNode shared() {
    return new ObjectSchema()
        .with("content-type", LogSchema.constant("application/json"), true)
        .with(ATTRIBUTE + "specversion", LogSchema.constant("1.0"), true)
        .with(
            ATTRIBUTE + "id",
            LogSchema.text("The event's id, unique within its source.")
                .put("pattern", "^" + EventId.SYNTAX.pattern() + "$"),
            true)
        .with(
            ATTRIBUTE + "source",
            LogSchema.text(
                    "/partners/ORGANISATION, /desk, or /reference for the reference data that come with Tocsin.")
                .put("pattern", "^(/partners/[a-z0-9-]{2,40}|/desk|/reference)$"),
            true)
        .with(
            ATTRIBUTE + "subject",
            LogSchema.text(
                "What it is about, and the record's key: a case id (UUID), state/XX, resolution/SYMBOL or focal-point."),
            true)
        .with(
            ATTRIBUTE + EventCodec.DIGEST,
            LogSchema.text(
                    "Keyed digest of the whole content, by which a changed repeat is told from a true one.")
                .put("pattern", "^[0-9a-f]{64}$"),
            true)
        .schema();
  }

  /** The headers that depend on the type. */
  static ObjectNode of(EventType type) {
    var headers =
        new ObjectSchema().with(ATTRIBUTE + "type", LogSchema.constant(type.wireName()), true);
    if (type == EventType.ACT_REPORTED || type == EventType.PERSON_STATUS_CHANGED) {
      headers.with(ATTRIBUTE + EventCodec.SEVERITY, severity(), false);
    }
    return headers.schema();
  }

  private static ObjectNode severity() {
    ObjectNode schema = LogSchema.text("How grave the news is; missing in records of old.");
    ArrayNode codes = schema.putArray("enum");
    Stream.of(Severity.values()).map(Severity::code).forEach(codes::add);
    return schema;
  }
}
