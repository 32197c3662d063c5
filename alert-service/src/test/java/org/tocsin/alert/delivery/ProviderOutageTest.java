package org.tocsin.alert.delivery;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.decision.Decision;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.vocabulary.Severity;

/**
 * Half an hour without a provider, on a clock of its own that is days ahead: the lanes of the
 * running service do not look there.
 */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class ProviderOutageTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @Inject DataSource dataSource;
  @Inject Notifications notifications;
  @Inject Claims claims;
  @Inject Outcomes outcomes;

  private volatile Instant now = Instant.now().plus(Duration.ofDays(3));
  private final Clock clock = clockOf(() -> now);
  private final Provider provider = new Provider();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Lane> lanes = new ArrayList<>();
  private final List<UUID> alerts = new ArrayList<>();
  private Settler settler;

  @BeforeEach
  void begin() {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    settler = new Settler(outcomes, clock, more -> {});
    settler.start();
    var shared =
        new Lane.Shared(
            claims,
            provider,
            new Circuit(Duration.ofSeconds(2)),
            settler,
            senders,
            clock,
            () -> {},
            lane -> {},
            (channel, outcome) -> {});
    // The least grave looks first: it must be the lane itself that gives way.
    for (Severity severity : Severity.values()) {
      lanes.add(new Lane(severity, Decision.Channel.SMS, shared, 1));
    }
  }

  @AfterEach
  void end() throws Exception {
    settler.stop(10_000);
    senders.close();
    try (var connection = dataSource.getConnection();
        var update =
            connection.prepareStatement(
                "UPDATE notification SET state = 'withdrawn', receipt_until = NULL WHERE alert_id = ANY (?)")) {
      update.setArray(1, connection.createArrayOf("uuid", alerts.toArray()));
      update.executeUpdate();
    }
  }

  @Test
  void afterHalfAnHourWithoutAProviderEachIsToldOnceTheGravestFirstAndTheStaleAreMarked()
      throws Exception {
    raise(Severity.MODERATE);
    raise(Severity.SEVERE);
    raise(Severity.SEVERE);
    raise(Severity.EXTREME);
    provider.away = true;
    Instant back = now.plus(Duration.ofMinutes(30));
    while (now.isBefore(back)) {
      turn();
      now = now.plus(Duration.ofMinutes(1));
    }
    assertTrue(provider.tried >= 30, "it was tried all the time");
    assertEquals(List.of(), provider.told);
    provider.away = false;
    raise(Severity.SEVERE);
    await()
        .atMost(SOON)
        .until(
            () -> {
              turn();
              return provider.told.size() == 5;
            });
    assertEquals(
        List.of("EXTREME", "SEVERE", "SEVERE", "SEVERE", "MODERATE"),
        provider.told.stream().map(text -> text.split(" ")[1]).toList());
    assertEquals(
        4, provider.told.stream().filter(text -> text.contains("DELAYED")).count(), "but the last");
    assertFalse(provider.told.stream().anyMatch(text -> text.contains("POSSIBLE REPEAT")));
    assertEquals(5, provider.told.stream().distinct().count());
  }

  /** Each lane once, until all that it began is stored. */
  private void turn() throws InterruptedException {
    for (Lane lane : lanes) {
      lane.wake();
      lane.turn();
      await().atMost(SOON).until(() -> lane.idle() && count("sending") == 0);
    }
  }

  private void raise(Severity severity) throws SQLException {
    UUID alert = UUID.randomUUID();
    alerts.add(alert);
    try (var connection = dataSource.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at)"
                    + " VALUES (?, ?, 'test', now(), now(), ?, 'FRESH', now())")) {
      insert.setObject(1, alert);
      insert.setString(2, "T-" + alert.toString().substring(0, 8));
      insert.setInt(3, severity.ordinal());
      insert.executeUpdate();
      notifications.plan(
          connection,
          new Planned(
              alert,
              Occasion.FIRST,
              List.of(new Recipient("geneva", Decision.Channel.SMS)),
              severity,
              now));
    }
  }

  private int count(String state) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT count(*) FROM notification WHERE state = ? AND alert_id = ANY (?)")) {
      query.setString(1, state);
      query.setArray(2, connection.createArrayOf("uuid", alerts.toArray()));
      try (var row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static Clock clockOf(InstantSource source) {
    return source.withZone(ZoneOffset.UTC);
  }

  /** Takes what it gets, unless it is away. */
  private static final class Provider implements Channel {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile int tried;

    @Override
    public Decision.Channel kind() {
      return Decision.Channel.SMS;
    }

    @Override
    public Handed send(Outgoing message) throws DeliveryException {
      if (away) {
        tried++;
        throw new DeliveryException(Fault.OUTAGE, "away");
      }
      told.addAll(Stream.of(message.text().split("\n")).toList());
      return new Handed("outage-test", "outage-test:" + message.id(), false);
    }
  }
}
