package org.tocsin.events.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tocsin.events.codec.JsonBytes;
import org.tocsin.events.codec.UnreadableEventException;

/**
 * Steps of alerts as CloudEvents 1.0, as they stand in {@code alert-events}. Unknown fields are
 * left alone when read, since later versions only add fields.
 */
public final class AlertEventCodec {

  /** Who writes them. */
  public static final URI SOURCE = URI.create("/alerting");

  /** Extension attribute: the order in which the steps of one alert took place. */
  public static final String SEQUENCE = "sequence";

  private static final String PREFIX = "org.tocsin.alert-";
  private static final String VERSION = ".v1";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private AlertEventCodec() {}

  /** The CloudEvents type of a step. */
  public static String type(AlertStep step) {
    return PREFIX + step.code() + VERSION;
  }

  /** The step as it goes into the log. */
  public static CloudEvent toCloudEvent(AlertEvent event) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("alertId", event.alertId().toString());
    event.caseId().ifPresent(id -> data.put("caseId", id.toString()));
    event
        .message()
        .ifPresent(
            message ->
                data.put("contact", message.contact())
                    .put("channel", message.channel())
                    .put("occasion", message.occasion()));
    data.put("state", event.step().code()).put("at", event.at().toString());
    return CloudEventBuilder.v1()
        .withId(event.id().toString())
        .withSource(SOURCE)
        .withType(type(event.step()))
        .withSubject(event.alertId().toString())
        .withTime(event.at().atOffset(ZoneOffset.UTC))
        .withExtension(SEQUENCE, Long.toString(event.sequence()))
        .withData("application/json", JsonBytes.of(data))
        .build();
  }

  /**
   * The step that stands in the log.
   *
   * @throws UnreadableEventException if it is none that this version can read
   */
  public static AlertEvent fromCloudEvent(CloudEvent event) throws UnreadableEventException {
    AlertStep step =
        Stream.of(AlertStep.values())
            .filter(one -> type(one).equals(event.getType()))
            .findFirst()
            .orElseThrow(() -> new UnreadableEventException("unknown-type"));
    try {
      JsonNode data = event.getData() == null ? null : JSON.readTree(event.getData().toBytes());
      if (data == null || !data.isObject()) {
        throw new UnreadableEventException("no-data");
      }
      return new AlertEvent(
          UUID.fromString(event.getId()),
          Long.parseLong(String.valueOf(event.getExtension(SEQUENCE))),
          UUID.fromString(required(data, "alertId")),
          Optional.ofNullable(data.path("caseId").textValue()).map(UUID::fromString),
          data.has("contact")
              ? Optional.of(
                  new AlertEvent.Message(
                      required(data, "contact"),
                      required(data, "channel"),
                      required(data, "occasion")))
              : Optional.empty(),
          step,
          Instant.parse(required(data, "at")));
    } catch (IOException e) {
      throw new UnreadableEventException("not-json");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UnreadableEventException("bad-data");
    }
  }

  private static String required(JsonNode data, String name) {
    String text = data.path(name).textValue();
    if (text == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }
}
