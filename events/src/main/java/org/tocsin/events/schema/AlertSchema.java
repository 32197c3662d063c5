package org.tocsin.events.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.tocsin.events.alerting.AlertEventCodec;
import org.tocsin.events.alerting.AlertStep;
import org.tocsin.events.shape.ObjectSchema;

/** What stands in {@code alert-events}, in JSON Schema. */
final class AlertSchema {

  private AlertSchema() {}

  static ObjectNode headers() {
    ObjectNode type = LogSchema.text("org.tocsin.alert-STATE.v1");
    ArrayNode types = type.putArray("enum");
    Stream.of(AlertStep.values()).map(AlertEventCodec::type).forEach(types::add);
    return new ObjectSchema()
        .with("content-type", LogSchema.constant("application/json"), true)
        .with("ce_specversion", LogSchema.constant("1.0"), true)
        .with("ce_id", LogSchema.text("Of this step; the same step may come again under it."), true)
        .with("ce_source", LogSchema.constant(AlertEventCodec.SOURCE.toString()), true)
        .with("ce_type", type, true)
        .with("ce_subject", LogSchema.text("The alert's id, and the record's key."), true)
        .with("ce_time", LogSchema.text("When it happened."), true)
        .with(
            "ce_" + AlertEventCodec.SEQUENCE,
            LogSchema.text("A number: the steps of one alert took place in this order."),
            true)
        .schema();
  }

  static ObjectNode payload() {
    ObjectNode state = LogSchema.text("What became of the alert, or of the message.");
    ArrayNode codes = state.putArray("enum");
    Stream.of(AlertStep.values()).map(AlertStep::code).forEach(codes::add);
    return new ObjectSchema()
        .with("alertId", id("The alert."), true)
        .with("caseId", id("Its case; left out for what is about no case."), false)
        .with("contact", LogSchema.text("Whom the message is for: the contact's id."), false)
        .with("channel", LogSchema.text("By which channel, such as sms."), false)
        .with(
            "occasion",
            LogSchema.text("Why, one of a kind within the alert, such as news; codes and ids."),
            false)
        .with("state", state, true)
        .with("at", LogSchema.text("When.").put("format", "date-time"), true)
        .schema();
  }

  private static ObjectNode id(String description) {
    return LogSchema.text(description).put("format", "uuid");
  }
}
