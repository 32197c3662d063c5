package org.tocsin.alert.beat;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.mail.MailLoop;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** Silence is noticed: of test messages, of partners, and by whoever listens outside. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class BeatsTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String HANDSET = "12125550199";
  private static final String MAILBOX = "handset@example.org";
  private static final String NGO = "beating-ngo";

  private static final String TESTS =
      """

      tests:
        every: 6 h
        within: 5 min
        channels:
          - {kind: sms, address: "+12125550199"}
          - {kind: email, address: handset@example.org}
      """;

  private static final String BEATS = "\nbeats:\n  beating-ngo: {every: 1 h}\n";

  SinksResource.Received received;
  StaffResource.Staff staff;
  @Inject BeatWatch watch;
  @Inject DataSource dataSource;
  @Inject LogWriter log;
  @Inject SmallRyeHealthReporter health;
  @Inject ReactiveMailer mailer;
  @Inject MailLoop loop;
  @Inject MeterRegistry meters;
  private String original;

  @BeforeEach
  void ready() throws Exception {
    await().atMost(SOON).until(() -> given().get("/q/health/ready").statusCode() == 200);
    original = Files.readString(Path.of("src/test/resources/alerting.yaml"));
  }

  @AfterEach
  void expectNothing() throws Exception {
    put(original);
    watch.look(Instant.now());
    change(
        "UPDATE notification SET state = 'withdrawn' WHERE contact = '(test)' AND state = 'queued'");
  }

  @Test
  void testMessagesGoOutByEachChannelAndOneThatIsMissedIsToldByTheOthers() throws Exception {
    put(original + TESTS);
    watch.look(Instant.now());
    watch.look(Instant.now());
    await()
        .atMost(SOON)
        .until(() -> sms(HANDSET, "MINOR TEST") + mails(MAILBOX, "MINOR TEST") == 2);
    await().atMost(SOON).until(() -> arrived("sms") && arrived("email"));
    hoursPass();
    watch.look(Instant.now());
    watch.look(Instant.now());
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertEquals(1, sms("12125550101", "TEST MISSED"), "that mails are missed");
              assertEquals(1, mails("geneva@example.org", "TEST MISSED"), "that SMS are");
            });
    assertEquals(
        List.of("test/email", "test/sms"), ops().get("/v1/beats").jsonPath().getList("name"));
    // With it the next test has gone out, and all is well again.
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              watch.look(Instant.now());
              assertEquals(1, sms("12125550101", "TEST BACK"));
              assertEquals(1, mails("geneva@example.org", "TEST BACK"));
            });
  }

  @Test
  void aPartnerThatIsNotHeardOfIsToldOnceAndWhenItIsBack() throws Exception {
    put(original + BEATS);
    await()
        .atMost(SOON)
        .until(
            () -> {
              watch.look(Instant.now());
              return ops().get("/v1/beats").jsonPath().getList("name").contains("partner/" + NGO);
            });
    hoursPass();
    watch.look(Instant.now());
    watch.look(Instant.now());
    await().atMost(SOON).until(() -> mails("geneva@example.org", "PARTNER SILENT") == 1);
    assertTrue(metrics().contains("tocsin_alert_partner_beats_missed 1.0"), metrics());
    log.append(Topics.PARTNER_BEATS, NGO, "{}".getBytes(StandardCharsets.UTF_8)).join();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              watch.look(Instant.now());
              assertEquals(1, mails("geneva@example.org", "PARTNER BACK"));
            });
    assertEquals(1, mails("geneva@example.org", "PARTNER SILENT"));
  }

  @Test
  void theBeatGoesOutsideOnlyWhileAllIsWell() throws Exception {
    var heard = new CopyOnWriteArrayList<String>();
    HttpServer outside =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    outside.createContext(
        "/",
        exchange -> {
          heard.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    outside.start();
    try {
      var beat =
          new OutsideBeat(settings(outside.getAddress().getPort()), health, mailer, loop, meters);
      beat.beat(false);
      assertEquals(List.of(), heard);
      await()
          .atMost(SOON)
          .until(
              () -> {
                beat.beat(true);
                return mails("switch@example.net", "TOCSIN BEAT") > 0;
              });
      assertEquals(Set.of("POST /secret TOCSIN BEAT"), Set.copyOf(heard));
      // That health can be asked from here; whether all is well, other tests decide.
      beat.beat(Instant.now());
      assertTrue(
          metrics()
              .contains("tocsin_alert_outside_beats_total{outcome=\"withheld\",way=\"http\"}"));
    } finally {
      outside.stop(0);
    }
  }

  private static OutsideBeatSettings settings(int port) {
    return new OutsideBeatSettings() {
      @Override
      public Optional<URI> url() {
        return Optional.of(URI.create("http://127.0.0.1:" + port + "/secret"));
      }

      @Override
      public Method method() {
        return Method.POST;
      }

      @Override
      public Optional<String> mail() {
        return Optional.of("switch@example.net");
      }

      @Override
      public Duration every() {
        return Duration.ofMinutes(1);
      }
    };
  }

  /** As if all had been seven hours earlier. */
  private void hoursPass() throws SQLException {
    change("UPDATE expected_beat SET watched_since = watched_since - interval '7 hours'");
    change(
        "UPDATE notification SET planned_for = planned_for - interval '7 hours', due_at = due_at - interval '7 hours'"
            + " WHERE contact = '(test)'");
  }

  private boolean arrived(String channel) {
    return metrics()
        .lines()
        .anyMatch(
            line ->
                line.startsWith("tocsin_alert_test_latency_seconds{channel=\"" + channel)
                    && !line.endsWith("NaN"));
  }

  private String metrics() {
    return ops().get("/q/metrics").asString();
  }

  private long sms(String to, String text) {
    return received.sms().stream()
        .filter(sms -> sms.to().equals(to) && sms.text().contains(text))
        .count();
  }

  private long mails(String to, String text) {
    return received.mails().stream()
        .filter(mail -> mail.to().equals(to) && mail.text().contains(text))
        .count();
  }

  private void change(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var update = connection.prepareStatement(sql)) {
      update.executeUpdate();
    }
  }

  private void put(String plan) {
    String tag = ops().get("/v1/alerting-plan").header("ETag");
    ops()
        .contentType("application/yaml")
        .header("If-Match", tag)
        .body(plan.getBytes(StandardCharsets.UTF_8))
        .put("/v1/alerting-plan")
        .then()
        .statusCode(200);
  }

  private RequestSpecification ops() {
    return given().auth().preemptive().basic("ops", staff.password("ops"));
  }
}
