package org.tocsin.alert.delivery;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloudevents.kafka.CloudEventDeserializer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertEventCodec;
import org.tocsin.events.alerting.AlertStep;
import org.tocsin.events.vocabulary.Severity;

/** What becomes of planned messages: real broker, database, mail and SMS servers. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class DeliveryTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SOMEBODY = "geneva";

  @Inject DataSource dataSource;
  @Inject Notifications notifications;
  @Inject Dispatcher dispatcher;
  @Inject Claims claims;
  @Inject Outcomes outcomes;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  private final UUID alert = UUID.randomUUID();

  @BeforeEach
  void ready() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void everyStepIsToldInItsOrder() throws Exception {
    raise(alert, "");
    plan(alert, Severity.SEVERE, Instant.now(), Channel.SMS, Channel.EMAIL);
    await().atMost(SOON).until(() -> steps(Channel.SMS).contains(AlertStep.DELIVERED));
    assertEquals(
        List.of(AlertStep.QUEUED, AlertStep.HANDED_OVER, AlertStep.ACCEPTED, AlertStep.DELIVERED),
        steps(Channel.SMS).stream().distinct().toList());
    await().atMost(SOON).until(() -> steps(Channel.EMAIL).contains(AlertStep.HANDED_OVER));
    assertEquals(
        List.of(AlertStep.QUEUED, AlertStep.HANDED_OVER),
        steps(Channel.EMAIL).stream().distinct().toList());
    assertEquals(AlertStep.RAISED, events().getFirst().step());
  }

  @Test
  void whatIsTakenBackIsNeverSentAndReachesNobody() throws Exception {
    raise(alert, "");
    plan(alert, Severity.SEVERE, Instant.now().plusSeconds(3_600), Channel.SMS);
    try (var connection = dataSource.getConnection()) {
      notifications.withdraw(connection, alert);
      assertTrue(notifications.reached(connection, alert).isEmpty());
    }
    assertEquals("withdrawn", state());
    await().atMost(SOON).until(() -> steps(Channel.SMS).contains(AlertStep.WITHDRAWN));
  }

  @Test
  void anAddressThatIsGoneFailsForGood() throws Exception {
    raise(alert, "");
    try (var connection = dataSource.getConnection()) {
      notifications.plan(
          connection,
          new Planned(
              alert,
              Occasion.FIRST,
              List.of(new Recipient("nobody-any-more", Channel.SMS)),
              Severity.SEVERE,
              Instant.now()));
    }
    dispatcher.wake();
    await().atMost(SOON).until(() -> steps(Channel.SMS).contains(AlertStep.FAILED));
  }

  @Test
  void partnersTakeTurnsAndWhatIsGraverGoesFirst() throws Exception {
    // By a channel and at a time at which no lane of the running service looks.
    Instant later = Instant.now().plusSeconds(86_400);
    for (int i = 0; i < 5; i++) {
      UUID flood = UUID.randomUUID();
      raise(flood, "partner-of-many");
      plan(flood, Severity.MINOR, later.plusSeconds(i), Channel.SMS);
    }
    raise(alert, "partner-of-one");
    plan(alert, Severity.MINOR, later.plusSeconds(100), Channel.SMS);
    Instant now = later.plusSeconds(200);
    UUID graver = UUID.randomUUID();
    raise(graver, "partner-of-many");
    plan(graver, Severity.SEVERE, later, Channel.SMS);
    assertTrue(claims.claim(Severity.MINOR, Channel.SMS, 2, now).parcels().isEmpty());
    assertEquals(1, claims.claim(Severity.SEVERE, Channel.SMS, 2, now).parcels().size());
    var claimed = claims.claim(Severity.MINOR, Channel.SMS, 2, now).parcels();
    assertEquals(2, claimed.size());
    assertEquals("sending", state(), "the one message of a partner is not behind five of another");
    try (var connection = dataSource.getConnection();
        var end =
            connection.prepareStatement(
                "UPDATE notification SET state = 'withdrawn' WHERE due_at >= ?")) {
      end.setTimestamp(1, Timestamp.from(later));
      end.executeUpdate();
    }
  }

  @Test
  void whatCameOfAnEarlierAttemptChangesNothing() throws Exception {
    Instant later = Instant.now().plusSeconds(86_400);
    raise(alert, "");
    plan(alert, Severity.MINOR, later, Channel.SMS);
    Claimed first =
        claims.claim(Severity.MINOR, Channel.SMS, 1, later).parcels().getFirst().getFirst();
    outcomes.settle(List.of(Result.not(first, Result.QUEUED, later)), later);
    Claimed second =
        claims.claim(Severity.MINOR, Channel.SMS, 1, later).parcels().getFirst().getFirst();
    outcomes.settle(
        List.of(
            Result.handed(
                first, new org.tocsin.alert.delivery.Channel.Handed("p", "p:1", false), null)),
        later);
    assertEquals("sending", state());
    outcomes.settle(List.of(Result.not(second, Result.UNKNOWN, later)), later);
    assertEquals("unknown", state());
    Claimed third =
        claims.claim(Severity.MINOR, Channel.SMS, 1, later).parcels().getFirst().getFirst();
    assertTrue(third.text().endsWith("POSSIBLE REPEAT"), third.text());
    outcomes.settle(
        List.of(
            Result.handed(
                third, new org.tocsin.alert.delivery.Channel.Handed("p", "p:2", false), null)),
        later);
    assertEquals("accepted", state());
  }

  private void raise(UUID id, String partner) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at, partner)"
                    + " VALUES (?, ?, 'test', now(), now(), 2, 'FRESH', now(), ?)")) {
      insert.setObject(1, id);
      insert.setString(2, "T-" + id.toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT));
      insert.setString(3, partner);
      insert.executeUpdate();
    }
  }

  private void plan(UUID id, Severity urgency, Instant due, Channel... channels)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      notifications.plan(
          connection,
          new Planned(
              id,
              Occasion.FIRST,
              Recipient.each(List.of(SOMEBODY), List.of(channels)),
              urgency,
              due));
    }
    dispatcher.wake();
  }

  private String state() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var query =
            connection.prepareStatement("SELECT state FROM notification WHERE alert_id = ?")) {
      query.setObject(1, alert);
      try (var row = query.executeQuery()) {
        assertTrue(row.next());
        return row.getString(1);
      }
    }
  }

  private List<AlertStep> steps(Channel channel) throws Exception {
    return events().stream()
        .filter(
            event ->
                event
                    .message()
                    .filter(m -> m.channel().equalsIgnoreCase(channel.name()))
                    .isPresent())
        .map(AlertEvent::step)
        .toList();
  }

  /** All that stands in {@code alert-events} of this alert. */
  private List<AlertEvent> events() throws Exception {
    var events = new ArrayList<AlertEvent>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "allow.auto.create.topics", false),
            new StringDeserializer(),
            new CloudEventDeserializer())) {
      Collection<TopicPartition> partitions =
          consumer.partitionsFor("alert-events").stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var found : consumer.poll(Duration.ofMillis(500))) {
          AlertEvent event = AlertEventCodec.fromCloudEvent(found.value());
          if (event.alertId().equals(alert)) {
            events.add(event);
          }
        }
      }
    }
    return events;
  }
}
