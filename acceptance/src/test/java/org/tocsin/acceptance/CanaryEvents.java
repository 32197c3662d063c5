package org.tocsin.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tocsin.events.EventType;
import org.tocsin.events.shape.Shape;

/**
 * Events of every type that partners report, with an invented name in every field that is sealed.
 */
final class CanaryEvents {

  /** What has to be nowhere in plain text. */
  static final String NAME = "Zanahoria";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> REQUIRED =
      Map.ofEntries(
          Map.entry("act-reported", "'actType': 'killing', 'incidentState': 'LI'"),
          Map.entry("defender-described", "'kind': 'person'"),
          Map.entry("person-status-changed", "'status': 'detained'"),
          Map.entry("event-corrected", "'corrects': 'canary-act-reported'"),
          Map.entry("event-retracted", "'retracts': 'canary-person-status-changed'"),
          Map.entry("consent-changed", "'purpose': 'share-un', 'decision': 'granted'"),
          Map.entry(
              "communication-sent",
              "'mechanism': 'special-procedures', 'reference': 'AL 1', 'state': 'LI', 'sentAt': '2026-11-20'"),
          Map.entry("state-replied", "'reference': 'AL 1', 'kind': 'partial'"),
          Map.entry(
              "state-measure-taken", "'state': 'LI', 'track': 'investigation', 'step': 'opened'"),
          Map.entry("state-law-changed", "'state': 'LI', 'change': 'enacted', 'citation': 'Law 1'"),
          Map.entry(
              "state-position-recorded", "'state': 'LI', 'resolution': 'HRC-24-24', 'vote': 'yes'"),
          Map.entry(
              "resolution-adopted",
              "'symbol': 'HRC-24-24', 'body': 'Council', 'date': '2013-09-27'"),
          Map.entry(
              "council-term-recorded", "'state': 'LI', 'from': '2013-01-01', 'to': '2015-12-31'"),
          Map.entry("focal-point-changed", "'step': 'requested'"));

  private CanaryEvents() {}

  /** The type's own sealed fields that a partner writes. */
  static Set<String> sealedFields(EventType type) {
    var fields = new TreeSet<String>();
    Shape.of(type.record()).fields().stream()
        .filter(field -> field.sealed() && !field.name().equals("sealedChanges"))
        .forEach(field -> fields.add(field.name()));
    return fields;
  }

  private static String canary(EventType type, String field) {
    return NAME + " of " + field + " in " + type.code();
  }

  /** What the field says after the correction among the events. */
  static String current(EventType type, String field) {
    return type == EventType.ACT_REPORTED && field.equals("place")
        ? NAME + " changed place"
        : canary(type, field);
  }

  static ObjectNode event(EventType type) throws IOException {
    String text =
        """
        {'specversion': '1.0', 'id': 'canary-%s', 'source': '/tests', 'type': '%s', 'data':
          {'occurredAt': {'value': '2026-11-20', 'precision': 'day'}, 'source': {'kind': 'lawyer', 'sourceRef': '%s source'}, %s}}
        """
            .formatted(type.code(), type.wireName(), NAME, REQUIRED.get(type.code()));
    var event = (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    var data = (ObjectNode) event.get("data");
    data.put("incidentRef", NAME + " incident");
    if (type.about() == EventType.About.CASE) {
      data.put("caseRef", NAME + " case").put("defenderRef", NAME + " defender");
    }
    for (String field : sealedFields(type)) {
      data.set(field, value(type, field));
    }
    if (type == EventType.EVENT_CORRECTED) {
      data.putObject("changes").put("place", NAME + " changed place");
    }
    return event;
  }

  private static JsonNode value(EventType type, String field) {
    return field.equals("names")
        ? JSON.createArrayNode()
            .add(JSON.createObjectNode().put("text", canary(type, field)).put("script", "Latn"))
        : JSON.getNodeFactory().textNode(canary(type, field));
  }
}
