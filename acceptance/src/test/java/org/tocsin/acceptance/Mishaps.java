package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tocsin.events.EventType;

/** What canaries are put through, and whatever anybody is answered meanwhile. */
final class Mishaps {

  /** Of a record that cannot be read: it stands in the log, and nowhere else. */
  static final String UNREADABLE = "Chirimoya";

  private static final Duration SOON = Duration.ofSeconds(60);

  private final List<String> answers = new ArrayList<>();
  private final RunningCluster cluster;

  Mishaps(RunningCluster cluster) {
    this.cluster = cluster;
  }

  List<String> answers() {
    return answers;
  }

  /** Every type, as it should be and in ways that are refused. */
  void report() throws Exception {
    Person partner = Person.partner(cluster);
    String events = cluster.address("intake") + "/v1/events";
    for (EventType type : EventType.values()) {
      if (type.isOfPartners()) {
        String event = CanaryEvents.event(type).toString();
        var answer = partner.post(events, event);
        assertEquals(202, answer.statusCode(), type + answer.body());
        answers.add(answer.body());
        answers.add(partner.post(events, event.replace("canary-", "canary-\\u0000")).body());
        answers.add(partner.post(events, event + CanaryEvents.NAME).body());
        answers.add(partner.post(events, event.replace("2026-11-20", CanaryEvents.NAME)).body());
        answers.add(partner.post(events, event.replace("lawyer", CanaryEvents.NAME)).body());
      }
    }
    await().atMost(SOON).until(() -> partner.status(events + "/canary-event-retracted") == 200);
    answers.add(partner.text(events + "/canary-act-reported"));
  }

  void theDeskReadsThem() throws Exception {
    String caseId =
        Person.partner(cluster)
            .get(cluster.address("intake") + "/v1/events/canary-act-reported")
            .path("caseId")
            .asText();
    String page = cluster.address("registry") + "/v1/cases/" + caseId;
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              String file = Person.staff(cluster, "desk").get(page).toString();
              for (EventType type : EventType.values()) {
                if (type.isOfPartners() && type.about() == EventType.About.CASE) {
                  for (String field : CanaryEvents.sealedFields(type)) {
                    assertTrue(
                        file.contains(CanaryEvents.current(type, field)), type + " " + field);
                  }
                }
              }
            });
    assertFalse(Person.staff(cluster, "admin").get(page).isEmpty());
  }

  void recordsThatCannotBeRead() throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.address("kafka")),
            new StringSerializer(),
            new StringSerializer())) {
      var sound = new ProducerRecord<>(LogEnds.RECORD, UNREADABLE, "{" + UNREADABLE + "}");
      producer.send(sound).get();
      var typed = new ProducerRecord<>(LogEnds.RECORD, UNREADABLE, "{\"x\": \"" + UNREADABLE);
      Map.of(
              "ce_specversion",
              "1.0",
              "ce_id",
              UNREADABLE,
              "ce_source",
              "/partners/" + UNREADABLE,
              "ce_type",
              "org.tocsin.act-reported.v1",
              "ce_subject",
              UNREADABLE)
          .forEach(
              (name, value) -> typed.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
      producer.send(typed).get();
    }
    String letters = cluster.address("alert") + "/v1/dead-letters";
    Person ops = Person.staff(cluster, "ops");
    await().atMost(SOON).until(() -> ops.get(letters).findValues("reason").size() >= 2);
    answers.add(ops.text(letters));
    ops.post(letters + "/replay");
    String atTheDesk = cluster.address("registry") + "/v1/dead-letters";
    Person desk = Person.staff(cluster, "desk");
    await().atMost(SOON).until(() -> desk.get(atTheDesk).findValues("reason").size() >= 2);
    ask("desk", "registry", "/v1/dead-letters");
  }

  /** Whoever asks for a name, or writes one where it does not belong, is not answered with it. */
  void questionsWithNames() throws Exception {
    String name = CanaryEvents.NAME;
    ask(
        "desk",
        "registry",
        "/v1/cases/" + name,
        "/v1/cases?state=" + name,
        "/v1/defenders/" + name,
        "/v1/states/" + name,
        "/" + name);
    ask(
        "on-call",
        "alert",
        "/v1/alerts/" + name,
        "/v1/alerts?case=" + name,
        "/v1/alerts/" + name + "/timeline",
        "/v1/on-call?at=" + name,
        "/" + name);
    Person onCall = Person.staff(cluster, "on-call");
    for (String path : List.of("/v1/silences", "/v1/policies/dry-run", "/v1/alerting-plan")) {
      String url = cluster.address("alert") + path;
      answers.add(onCall.post(url, "{\"state\": \"" + name + "\", \"" + name + "\": 1}").body());
    }
    ask("ops", "intake", "/v1/partners/" + name, "/v1/cases/" + name);
    answers.add(Person.staff(name, name).text(cluster.address("alert") + "/v1/alerts"));
  }

  /** With events on the way; the launcher starts it again. */
  void aServiceIsKilled() throws Exception {
    for (String service : List.of("alert", "registry")) {
      cluster.killAtOnce(service + "-service");
    }
    Person partner = Person.partner(cluster);
    String again =
        CanaryEvents.event(EventType.ACT_REPORTED)
            .toString()
            .replace("canary-act-reported", "canary-again");
    answers.add(partner.post(cluster.address("intake") + "/v1/events", again).body());
    answers.add(partner.text(cluster.address("intake") + "/v1/events/canary-again"));
    for (String service : List.of("alert", "registry")) {
      String ready = cluster.address(service) + "/q/health/ready";
      await()
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> Person.staff(cluster, "ops").status(ready) == 200);
    }
  }

  /** By the command, as a person does. */
  void acknowledge() throws Exception {
    String alerts = cluster.address("alert") + "/v1/alerts?open=true";
    Person onCall = Person.staff(cluster, "on-call");
    await().atMost(SOON).until(() -> onCall.get(alerts).size() > 0);
    String reference = onCall.get(alerts).get(0).path("reference").asText();
    for (String[] arguments :
        List.of(
            new String[] {"list"},
            new String[] {"ack", reference},
            new String[] {"show", reference})) {
      answers.add(tocsin(arguments));
    }
    assertTrue(answers.getLast().contains("acknowledged by on-call"), answers.getLast());
    ask("ops", "alert", "/v1/alerts?limit=1000", "/v1/beats", "/v1/readiness");
    ask("admin", "registry", "/v1/audit");
  }

  /** Metrics, health, what the sinks got, the status page. */
  void lookAround() throws Exception {
    for (String service : List.of("intake", "registry", "alert")) {
      ask("ops", service, "/q/metrics", "/q/health");
    }
    ask("ops", "inbox", "");
    ask("ops", "status", "/status", "/");
  }

  private String tocsin(String... arguments) throws Exception {
    String data = cluster.data().toString();
    var process =
        new ProcessBuilder(
                Stream.concat(
                        RunningCluster.command("alert", "--data", data).stream(),
                        Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private void ask(String user, String part, String... paths) throws Exception {
    for (String path : paths) {
      answers.add(Person.staff(cluster, user).text(cluster.address(part) + path));
    }
  }
}
