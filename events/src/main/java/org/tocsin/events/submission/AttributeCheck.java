package org.tocsin.events.submission;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.tocsin.events.EventType;
import org.tocsin.events.Origin;
import org.tocsin.events.identity.EventId;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Reading;
import org.tocsin.events.shape.Rule;

/** Checks the context attributes of a submitted CloudEvent (CloudEvents 1.0, section 3). */
final class AttributeCheck {

  private static final Set<String> KNOWN =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema",
          "traceparent",
          "tracestate");
  private static final int MAX_LENGTH = 300;

  private final Envelope envelope;
  private final Reading reading;

  AttributeCheck(Envelope envelope, Reading reading) {
    this.envelope = envelope;
    this.reading = reading;
  }

  /**
   * Checks what needs no value of ours: version, source, time, media type, and that no attribute is
   * unknown.
   */
  void check(Organisation organisation) {
    envelope
        .attributes()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                reading.violation(
                    at("") + shown(name),
                    Rule.UNKNOWN_ATTRIBUTE,
                    "There is no such attribute here.",
                    "Leave it out; what you report goes into data.");
              }
            });
    text("specversion", true)
        .filter(version -> !version.equals("1.0"))
        .ifPresent(
            v ->
                reading.violation(
                    at("specversion"),
                    Rule.SPECVERSION,
                    "Only CloudEvents 1.0 is understood.",
                    "Send 1.0."));
    text("source", true)
        .filter(
            source ->
                source.startsWith(Origin.PARTNERS)
                    && !source.equals(new Origin.Partner(organisation).toString()))
        .ifPresent(
            s ->
                reading.violation(
                    at("source"),
                    Rule.SOURCE,
                    "This source belongs to another organisation than your API key.",
                    "Check which API key you use."));
    text("time", false).ifPresent(this::time);
    text("datacontenttype", false)
        .filter(type -> !type.split(";")[0].strip().equalsIgnoreCase("application/json"))
        .ifPresent(
            t ->
                reading.violation(
                    at("datacontenttype"),
                    Rule.MEDIA_TYPE,
                    "Data must be JSON.",
                    "Send application/json."));
  }

  Optional<EventId> id() {
    Optional<String> id = text("id", true, Integer.MAX_VALUE);
    if (id.isPresent() && !EventId.isEventId(id.get())) {
      reading.violation(
          at("id"),
          Rule.EVENT_ID,
          "This is no event id.",
          "Use 1 to 64 letters, digits, '.', '_', ':' and '-'; a UUIDv7 is best.");
      return Optional.empty();
    }
    return id.map(EventId::new);
  }

  Optional<EventType> type() {
    Optional<String> name = text("type", true);
    Optional<EventType> type = name.flatMap(EventType::ofWireName);
    if (name.isPresent() && type.isEmpty()) {
      reading.violation(
          at("type"),
          Rule.UNKNOWN_TYPE,
          "There is no such type of event.",
          "Types are written like org.tocsin.act-reported.v1; the partner guide lists them.");
    }
    if (type.isPresent() && !type.get().isOfPartners()) {
      reading.violation(
          at("type"),
          Rule.DESK_ONLY,
          "Events of this type are written by the desk or come with Tocsin.",
          "Ask the case desk.");
      return Optional.empty();
    }
    return type;
  }

  /** Whether the attribute was sent, sound or not. */
  boolean has(String attribute) {
    return envelope.attributes().hasNonNull(attribute);
  }

  Optional<String> subject() {
    return text("subject", false);
  }

  String at(String attribute) {
    return envelope.attributePrefix() + attribute;
  }

  private void time(String time) {
    try {
      OffsetDateTime.parse(time);
    } catch (DateTimeException e) {
      reading.violation(
          at("time"),
          Rule.DATE,
          "This is no timestamp.",
          "Write it after RFC 3339, or leave it out: occurredAt says when it happened.");
    }
  }

  private Optional<String> text(String name, boolean required) {
    return text(name, required, MAX_LENGTH);
  }

  private Optional<String> text(String name, boolean required, int max) {
    JsonNode value = envelope.attributes().path(name);
    if (value.isMissingNode() || value.isNull()) {
      if (required) {
        reading.violation(
            at(name),
            Rule.REQUIRED,
            "This attribute is missing.",
            "Add the attribute \"" + name + "\".");
      }
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank() || value.textValue().length() > max) {
      reading.violation(
          at(name),
          Rule.TYPE,
          "This attribute must be a text of 1 to " + MAX_LENGTH + " characters.",
          "Send a text.");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  private static String shown(String name) {
    return name.length() <= 40 && name.matches("[A-Za-z0-9_-]+") ? name : "?";
  }
}
