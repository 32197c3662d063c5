package org.tocsin.registry;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.service.log.DeadLetter;
import org.tocsin.service.log.DeadLetters;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.Topics;

/** Poison does not stop the record, and desk and ops see where it stands, never what it says. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class DeadLettersTest extends CanaryTests {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String PAGE = "/v1/dead-letters";

  /** Attributes of a sound event. */
  private static final Map<String, String> SOUND =
      Map.of(
          "ce_specversion", "1.0",
          "ce_id", "poison",
          "ce_source", "/partners/ngo-one",
          "ce_type", "org.tocsin.act-reported.v1",
          "ce_digest", "0".repeat(64),
          "content-type", "application/json");

  @Inject KafkaSettings kafka;

  @Test
  void whatCannotBeReadIsShownByPlaceAndReasonAndTheRestOfThePartitionGoesOn() {
    String subject = events.caseId().toString();
    List<String> expected =
        List.of(
            poison(Map.of(), Canary.NAME),
            poison(attributes("ce_subject", subject), "{\"names\": \"" + Canary.NAME),
            poison(attributes("ce_specversion", "9.9"), "{}"),
            poison(attributes("ce_type", "org.tocsin.no-such-type.v1"), "{}"),
            poison(
                attributes("ce_subject", subject),
                "{\"sealed\": {\"alg\": \"rot13\", \"text\": \"" + Canary.NAME + "\"}}"),
            poison(
                attributes("ce_subject", subject),
                "{\"sealed\": {\"alg\": \"A256GCM\", \"keyId\": 7}}"));
    log.append(
            Topics.REPRISAL_EVENTS,
            subject,
            EventCodec.toCloudEvent(events.act("after", ActType.RAID, "2026-11-20", "NR")))
        .join();

    await().atMost(SOON).until(() -> as("desk").get(page()).statusCode() == 200);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> as("desk").get(PAGE).then().body("letters.id", hasItem(expected.getLast())));
    var letters = as("desk").get(PAGE + "?limit=500").then().extract().jsonPath();
    List<String> reasons = new ArrayList<>();
    for (String id : expected) {
      Map<String, Object> letter =
          letters.getMap("letters.find { it.id == '" + id + "' && it.reader == 'registry' }");
      assertEquals("registry-service", letter.get("service"));
      assertEquals(Topics.REPRISAL_EVENTS.name(), letter.get("topic"));
      assertEquals(subject, letter.get("subject"));
      reasons.add((String) letter.get("reason"));
    }
    assertEquals(
        List.of(
            "not-a-cloud-event",
            "not-json",
            "not-a-cloud-event",
            "unknown-type",
            "unknown-sealing",
            "bad-sealing"),
        reasons);
    as("ops")
        .get(PAGE + "?limit=500")
        .then()
        .statusCode(200)
        .body(not(containsString(Canary.NAME)))
        .body(not(containsString("rot13")));
    as(NIGHT).get(PAGE).then().statusCode(403);
    as(ROOT).get(PAGE).then().statusCode(403);
  }

  /** Its public part counts, and nobody knows at the time of reading whether a key is to come. */
  @Test
  void anEventWhoseSealedPartDoesNotOpenCountsAndIsFlaggedToWhoMayReadIt() {
    canary.sing("TV");
    canary.singFalsely("false", "TV");
    settled();
    String entry = "timeline.find { it.eventId == 'false' }";
    as("desk")
        .get(page())
        .then()
        .statusCode(200)
        .body(entry + ".flags", equalTo(List.of("does-not-open")))
        .body("timeline.find { it.eventId == 'a' }.flags", nullValue());
    as(ROOT).get(page()).then().statusCode(200).body(entry + ".flags", nullValue());
    as("desk").get("/v1/states/TV").then().body("acts.total", equalTo(2));
  }

  @Test
  void lettersOfOtherServicesAreShownTooAndEveryRecordOnceForEachReader() {
    String topic = "topic-" + UUID.randomUUID();
    var ofAlerts = new DeadLetters("alert-service", log, kafka);
    ofAlerts.publish(List.of(letter(topic, 1), letter(topic, 2), letter(topic, 1)));
    // As the first version wrote them, and one that says more than a letter may.
    log.append(
            Topics.DEAD_LETTERS,
            topic,
            bytes(
                "{\"topic\":\"%s\",\"partition\":0,\"offset\":3,\"reason\":\"bad-data\",\"consumer\":\"alerts\"}"
                    .formatted(topic)))
        .join();
    log.append(
            Topics.DEAD_LETTERS,
            topic,
            bytes(
                "{\"topic\":\"%s\",\"partition\":0,\"offset\":4,\"reason\":\"%s\",\"consumer\":\"alerts\"}"
                    .formatted(topic, Canary.NAME)))
        .join();
    ofAlerts.publish(List.of(letter(topic, 5)));
    String about = "letters.findAll { it.topic == '" + topic + "' }";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                as("ops")
                    .get(PAGE)
                    .then()
                    .body(about + ".offset", equalTo(List.of(5, 3, 2, 1)))
                    .body(about + "[0].service", equalTo("alert-service"))
                    .body(about + "[0].reader", equalTo("alerts"))
                    .body(about + "[0].reason", equalTo("handler-failed"))
                    .body(not(containsString(Canary.NAME))));
    // The one that says more is itself a record that cannot be read.
    as("ops")
        .get(PAGE)
        .then()
        .body("letters.reason", hasItem("not-a-dead-letter"))
        .body("letters.reader", hasItem("registry-dead-letters"));
    var first = as("ops").get(PAGE + "?limit=1").then().extract().jsonPath();
    assertEquals(1, first.getList("letters").size());
    var second = as("ops").get(PAGE + "?limit=1&after=" + first.getString("next")).then().extract();
    assertEquals(1, second.jsonPath().getList("letters").size());
    second.response().then().body("letters.id", not(hasItem(first.getString("letters[0].id"))));
    as("ops").get(PAGE + "?after=0").then().statusCode(200).body("letters", hasSize(0));
    as("ops").get(PAGE + "?after=yesterday").then().statusCode(400);
  }

  private static DeadLetter letter(String topic, long offset) {
    return new DeadLetter(topic, 0, offset, "handler-failed", "alerts", null, null);
  }

  private static Map<String, String> attributes(String name, String value) {
    var attributes = new HashMap<>(SOUND);
    attributes.put(name, value);
    return attributes;
  }

  /** The place of a record under the case's key. */
  private String poison(Map<String, String> attributes, String value) {
    var poison =
        new ProducerRecord<>(
            Topics.REPRISAL_EVENTS.name(), events.caseId().toString(), bytes(value));
    attributes.forEach((name, text) -> poison.headers().add(name, bytes(text)));
    RecordMetadata place = log.append(poison).join();
    return place.topic() + "/" + place.partition() + "/" + place.offset();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
