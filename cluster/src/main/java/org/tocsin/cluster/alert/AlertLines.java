package org.tocsin.cluster.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Alerts and silences as lines for a terminal; times are UTC. */
final class AlertLines {

  private AlertLines() {}

  /** One alert in one line. */
  static String line(JsonNode alert) {
    return "%-12s %-9s %-20s %s  %s"
        .formatted(
            text(alert, "reference"),
            text(alert, "severity"),
            time(alert, "raisedAt"),
            text(alert, "change"),
            standing(alert));
  }

  /** One alert in several lines. */
  static List<String> all(JsonNode alert) {
    var lines = new ArrayList<String>();
    lines.add(line(alert));
    add(lines, "id", text(alert, "id"));
    add(lines, "case", text(alert, "caseId"));
    add(
        lines,
        "marks",
        Stream.of(
                text(alert, "timing"),
                alert.path("unverified").asBoolean() ? "UNVERIFIED" : "",
                alert.hasNonNull("possiblySameAs") ? "POSSIBLY SAME" : "",
                alert.hasNonNull("cancelledAt") ? "CANCEL" : "")
            .filter(mark -> !mark.isEmpty())
            .reduce((one, other) -> one + ", " + other)
            .orElse(""));
    add(lines, "policy", text(alert.path("escalation"), "policy"));
    add(lines, "silence", text(alert.path("silence"), "reason"));
    return lines;
  }

  /** One entry of a timeline. */
  static String entry(JsonNode entry) {
    return "%-24s  %s".formatted(text(entry, "at"), text(entry, "text"));
  }

  /** One silence. */
  static String silence(JsonNode silence) {
    var covers = new ArrayList<String>();
    for (String field : List.of("state", "actType", "partner", "caseId", "severity")) {
      if (silence.hasNonNull(field)) {
        covers.add(text(silence, field));
      }
    }
    return "%s  %s  until %s by %s  %s%s  covered %d  %s"
        .formatted(
            text(silence, "id"),
            silence.path("inForce").asBoolean() ? "in force" : "ended",
            time(silence, silence.hasNonNull("endedAt") ? "endedAt" : "until"),
            text(silence, "by"),
            String.join(" and ", covers),
            silence.path("includesExtreme").asBoolean() ? ", extreme too" : "",
            silence.path("covered").asInt(),
            text(silence, "reason"));
  }

  private static String standing(JsonNode alert) {
    JsonNode escalation = alert.path("escalation");
    if (alert.hasNonNull("cancelledAt")) {
      return "taken back";
    }
    if (alert.hasNonNull("acknowledgedBy") && !escalation.hasNonNull("nextAt")) {
      return "acknowledged by " + text(alert, "acknowledgedBy");
    }
    if (escalation.hasNonNull("nextAt")) {
      String missing =
          escalation.path("missingRoles").isEmpty()
              ? ""
              : ", waits for "
                  + escalation.path("missingRoles").valueStream().map(JsonNode::asText).toList();
      return "OPEN, next at " + time(escalation, "nextAt") + missing;
    }
    return alert.hasNonNull("silence") ? "silenced" : "nothing more to do";
  }

  private static void add(List<String> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add("  %-8s %s".formatted(name, value));
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static String time(JsonNode node, String field) {
    String text = text(node, field);
    return text.isEmpty() ? "" : Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
