package org.tocsin.registry.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.Topics;
import org.tocsin.service.log.WholeTopic;

/** Who had read or received a defender's file, from {@code audit-events}. */
@ApplicationScoped
class Readings {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final KafkaSettings kafka;

  Readings(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /**
   * What was done with these files, one line for each person and action; ordering an erasure is no
   * reading. Reads the whole topic.
   *
   * @param about such as {@code defender/…} and {@code case/…}
   */
  List<Certificate.Reading> of(Set<String> about) {
    var readings = new TreeMap<String, Certificate.Reading>();
    WholeTopic.read(kafka, Topics.AUDIT_EVENTS, entry -> add(readings, about, entry));
    return List.copyOf(readings.values());
  }

  private static void add(
      TreeMap<String, Certificate.Reading> readings,
      Set<String> about,
      ConsumerRecord<String, byte[]> found) {
    JsonNode entry = json(found);
    String action = entry.path("action").asText();
    if (!isAbout(entry, about) || ErasureResource.ACTIONS.contains(action)) {
      return;
    }
    String who = entry.path("who").asText();
    Instant at = at(entry, found);
    readings.merge(
        who + "\n" + action,
        new Certificate.Reading(who, action, 1, at, at),
        (one, other) ->
            new Certificate.Reading(
                who,
                action,
                one.times() + other.times(),
                one.first().isBefore(other.first()) ? one.first() : other.first(),
                one.last().isAfter(other.last()) ? one.last() : other.last()));
  }

  /** An entry is about one thing, and may name the cases whose content was shown with it. */
  private static boolean isAbout(JsonNode entry, Set<String> about) {
    if (about.contains(entry.path("about").asText())) {
      return true;
    }
    for (JsonNode one : entry.path("cases")) {
      if (about.contains("case/" + one.asText())) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode json(ConsumerRecord<String, byte[]> found) {
    try {
      return found.value() == null ? JSON.missingNode() : JSON.readTree(found.value());
    } catch (IOException notOurs) {
      return JSON.missingNode();
    }
  }

  private static Instant at(JsonNode entry, ConsumerRecord<String, byte[]> found) {
    try {
      return Instant.parse(entry.path("at").asText());
    } catch (DateTimeException asRecorded) {
      return Instant.ofEpochMilli(found.timestamp());
    }
  }
}
