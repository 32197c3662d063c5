package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.acceptance.bench.StartedService;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.postgres.Database;
import org.tocsin.cluster.secrets.Secrets;

/**
 * Two alert services on one log and one database; they, PostgreSQL and the broker are killed with
 * -9 while alerts pass. Each message arrives, and one that arrives twice says that it may be a
 * repeat. Only with {@code -Dtocsin.test.alerts=N}, such as 20 or 1000: with it the whole suite
 * would be near its limit of 25 minutes; {@link AlarmTest} kills one service in every run.
 */
@EnabledIfSystemProperty(named = "tocsin.test.alerts", matches = "[0-9]+")
class AlertFaultTest {

  private static final int ALERTS = Integer.getInteger("tocsin.test.alerts", 20);

  /** Between two faults, of which there are at most fifty. */
  private static final int PIECE = Math.max(4, ALERTS / 50);

  /** Two people, each by SMS and e-mail. */
  private static final int MESSAGES = 4;

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Pattern REFERENCE = Pattern.compile("T-[0-9A-Z]{8}");

  /** What comes later of the same alert: no repeat of the first message. */
  private static final Pattern LATER = Pattern.compile(" (REMINDER|NOT DELIVERED)");

  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  @TempDir static Path folder;

  /** When in the life of a message a process is killed is left to chance, the same in each run. */
  private final Random random = new Random(7);

  private int kills;

  @Test
  void killedAnywhereNothingIsLostAndWhatComesTwiceSaysSo() throws Exception {
    Path data = folder.resolve("data");
    long begin = System.nanoTime();
    try (var cluster = RunningCluster.start(data, FreePorts.block())) {
      StartedService second = second(cluster);
      try {
        Person partner = Person.partner(cluster);
        String intake = cluster.address("intake") + "/v1/events";
        for (int next = 0, turn = 0; next < ALERTS; next += PIECE, turn++) {
          var piece = new ArrayList<String>();
          for (int i = next; i < Math.min(ALERTS, next + PIECE); i++) {
            piece.add(killing(i));
          }
          within(SOON).until(() -> Recorded.areAll(partner.postAll(intake, piece), piece.size()));
          TimeUnit.MILLISECONDS.sleep(random.nextInt(150));
          second = disturb(cluster, second, turn);
        }
        within(LONG)
            .untilAsserted(
                () ->
                    assertEquals(ALERTS * MESSAGES, first(cluster).size(), () -> states(cluster)));
        within(LONG).until(() -> isQuiet(cluster));
        Map<String, List<String>> messages = messages(cluster);
        assertEquals(ALERTS * MESSAGES, first(cluster).size());
        long repeats = 0;
        for (var same : messages.entrySet()) {
          List<String> texts = same.getValue();
          repeats += texts.size() - 1;
          assertTrue(
              texts.stream().filter(text -> !text.contains("POSSIBLE REPEAT")).count() <= 1,
              () -> same.getKey() + " came again unmarked: " + texts);
        }
        System.out.printf(
            "%d alerts, %d messages, %d marked repeats, %d kills in %.0f s%n",
            ALERTS, messages.size(), repeats, kills, (System.nanoTime() - begin) / 1e9);
      } finally {
        second.close();
      }
    }
  }

  /** In turns either service, the database and the broker. */
  private StartedService disturb(RunningCluster cluster, StartedService second, int turn)
      throws Exception {
    switch (turn % 5) {
      case 0, 3 -> kill(cluster, "alert-service");
      case 1 -> {
        second.kill();
        kills++;
        return second(cluster);
      }
      case 2 -> kill(cluster, "bin/postgres");
      default -> kill(cluster, "BrokerProcess");
    }
    return second;
  }

  /** As soon as the launcher has it running again after the last time. */
  private void kill(RunningCluster cluster, String part) {
    within(SOON)
        .until(
            () -> {
              cluster.killAtOnce(part);
              return true;
            });
    kills++;
  }

  private static StartedService second(RunningCluster cluster) throws Exception {
    var secrets = new Secrets(cluster.data().resolve("secrets"));
    String name = "tocsin_alert";
    var database =
        new Database(
            "jdbc:postgresql://" + cluster.address("postgres") + "/" + name,
            name,
            secrets.password("alert-database"));
    String smtp = cluster.address("smtp");
    String smpp = cluster.address("smpp");
    return StartedService.start(
        REPOSITORY.resolve("alert-service/target/quarkus-app/quarkus-run.jar"),
        cluster.data().resolve("run-second"),
        FreePorts.one(),
        Map.ofEntries(
            Map.entry("KAFKA_BOOTSTRAP_SERVERS", cluster.address("kafka")),
            Map.entry("TOCSIN_STAFF_FILE", secrets.staffFile().toString()),
            Map.entry("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl()),
            Map.entry("QUARKUS_DATASOURCE_USERNAME", database.username()),
            Map.entry("QUARKUS_DATASOURCE_PASSWORD", database.password()),
            Map.entry("QUARKUS_MAILER_HOST", smtp.split(":")[0]),
            Map.entry("QUARKUS_MAILER_PORT", smtp.split(":")[1]),
            Map.entry("TOCSIN_SMS_SMPP_HOST", smpp.split(":")[0]),
            Map.entry("TOCSIN_SMS_SMPP_PORT", smpp.split(":")[1]),
            Map.entry("TOCSIN_SMS_SMPP_PASSWORD", secrets.password("smpp").substring(0, 8))),
        "/q/health/ready");
  }

  /** Killings: extreme acts, which no storm takes in. */
  private static String killing(int number) {
    return """
        {"specversion":"1.0","id":"fault-%d","source":"/tests","type":"org.tocsin.act-reported.v1","data":{"occurredAt":{"value":"%s","precision":"day"},"caseRef":"fault-%d","defenderRef":"fault-%d","source":{"kind":"lawyer"},"actType":"killing","incidentState":"LI","responsibleState":"LI"}}"""
        .formatted(number, Instant.now().toString().substring(0, 10), number, number);
  }

  /** How many messages are in which state, for who looks why some are missing. */
  private static String states(RunningCluster cluster) {
    try {
      var states = new TreeMap<String, Integer>();
      var lacking = new ArrayList<String>();
      List<String> arrived = List.copyOf(first(cluster).keySet());
      JsonNode alerts =
          Person.staff(cluster, "ops").get(cluster.address("alert") + "/v1/alerts?limit=1000");
      for (JsonNode alert : alerts) {
        states.merge("alert " + alert.path("severity").asText(), 1, Integer::sum);
        String reference = alert.path("reference").asText();
        List<String> own = arrived.stream().filter(key -> key.endsWith(reference)).toList();
        if (own.size() < MESSAGES) {
          lacking.add("only " + own + " of " + alert);
        }
        for (JsonNode message : alert.path("notifications")) {
          states.merge(
              message.path("channel").asText() + " " + message.path("state").asText(),
              1,
              Integer::sum);
        }
      }
      return states + " " + lacking;
    } catch (IOException | InterruptedException e) {
      return "unknown: " + e;
    }
  }

  /** Every message of every alert has come to a rest. */
  private static boolean isQuiet(RunningCluster cluster) throws Exception {
    JsonNode alerts =
        Person.staff(cluster, "ops").get(cluster.address("alert") + "/v1/alerts?limit=1000");
    JsonNode list = alerts.isArray() ? alerts : alerts.path("alerts");
    for (JsonNode alert : list) {
      for (JsonNode message : alert.path("notifications")) {
        if (List.of("queued", "sending", "unknown").contains(message.path("state").asText())) {
          return false;
        }
      }
    }
    return !list.isEmpty();
  }

  /**
   * Those with which alerts begin: after minutes others come, without acknowledgement or receipt.
   */
  private static Map<String, List<String>> first(RunningCluster cluster)
      throws IOException, InterruptedException {
    Map<String, List<String>> messages = messages(cluster);
    messages.keySet().removeIf(key -> LATER.matcher(key).find());
    return messages;
  }

  /** Texts by alert, person, channel, and what comes later. */
  private static Map<String, List<String>> messages(RunningCluster cluster)
      throws IOException, InterruptedException {
    JsonNode inbox = Person.staff(cluster, "ops").get(cluster.address("inbox"));
    var messages = new HashMap<String, List<String>>();
    for (String kind : List.of("sms", "mails")) {
      for (JsonNode message : inbox.get(kind)) {
        String text = message.get("text").asText();
        Matcher reference = REFERENCE.matcher(text);
        if (reference.find()) {
          String key = kind + " " + message.get("to").asText() + " " + reference.group();
          Matcher later = LATER.matcher(text);
          messages
              .computeIfAbsent(later.find() ? key + later.group() : key, _ -> new ArrayList<>())
              .add(text);
        }
      }
    }
    return messages;
  }

  private static ConditionFactory within(Duration longest) {
    return await().atMost(longest).ignoreExceptions();
  }
}
