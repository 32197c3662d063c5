package org.tocsin.alert.auditor;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.mailer.MailerName;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.delivery.ScriptedSmtp;
import org.tocsin.alert.mail.MailLoop;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/** An alert that stands still alarms ops, once, however many instances see it. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
@QuarkusTestResource(ScriptedSmtp.class)
class AuditorTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

  SinksResource.Received received;
  ScriptedSmtp server;
  @Inject Auditor auditor;
  @Inject DataSource dataSource;
  @Inject Contacts contacts;
  @Inject MailLoop loop;

  @Inject
  @MailerName("auditor")
  ReactiveMailer mailer;

  @Inject
  @MailerName("misbehaving")
  ReactiveMailer misbehaving;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String database;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Test
  void anAlertThatHasToldNobodyAlarmsOpsOnce() throws Exception {
    whileAnAlertHasToldNobody(
        () -> {
          received.mails().clear();
          another(database, mailer, contacts).look(Instant.now());
          another(database, mailer, contacts).look(Instant.now());
          auditor.look(Instant.now());
        });
    assertEquals(
        1,
        received.mails().stream()
            .filter(mail -> mail.subject().equals("Tocsin stands still"))
            .filter(mail -> mail.text().contains("ALERTS HAVE TOLD NOBODY"))
            .count());
  }

  @Test
  void aDatabaseThatTakesNothingIsNoReasonToTellTheSameEveryHalfMinute() throws Exception {
    change("ALTER TABLE auditor_told ADD CONSTRAINT full_disk CHECK (false) NOT VALID");
    try {
      whileAnAlertHasToldNobody(
          () -> {
            server.taken().clear();
            Auditor other = another(database, misbehaving, contacts);
            other.look(Instant.now());
            other.look(Instant.now());
          });
      assertEquals(List.of("<geneva@example.org>"), server.taken());
    } finally {
      change("ALTER TABLE auditor_told DROP CONSTRAINT full_disk");
    }
  }

  private void whileAnAlertHasToldNobody(Runnable looks) throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
    change("DELETE FROM auditor_told");
    UUID alert = UUID.randomUUID();
    change(
        "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at)"
            + " VALUES ('%s', 'T-%s', 'test', now(), now(), 3, 'FRESH', now() - interval '5 minutes')"
                .formatted(alert, alert.toString().substring(0, 8)));
    try {
      looks.run();
    } finally {
      change("DELETE FROM alert WHERE id = '" + alert + "'");
    }
  }

  @Test
  void whenNoMailboxOfOpsTakesItTheOthersAreTold() {
    assertEquals(List.of("<new-york@example.org>"), toldWithoutGeneva(Set.of("geneva")));
  }

  @Test
  void oneMailboxOfOpsThatIsGoneKeepsNothingFromTheNext() {
    assertEquals(
        List.of("<new-york@example.org>"), toldWithoutGeneva(Set.of("geneva", "new-york")));
  }

  /** The mailboxes that take it, when the database is missing at two looks. */
  private List<String> toldWithoutGeneva(Set<String> ops) {
    var auditor =
        another(
            "jdbc:postgresql://127.0.0.1:" + FreePorts.one() + "/none",
            misbehaving,
            () -> marked(ops));
    server.knowsNo("geneva@example.org");
    server.taken().clear();
    try {
      auditor.look(NOW);
      auditor.look(NOW.plusSeconds(30));
      return List.copyOf(server.taken());
    } finally {
      server.behave();
    }
  }

  /** The contacts of the plan, of whom these are ops. */
  private Map<String, Contact> marked(Set<String> ops) {
    return contacts.contacts().values().stream()
        .map(
            one ->
                new Contact(
                    one.id(),
                    one.addresses(),
                    one.language(),
                    one.zone(),
                    one.quietHours(),
                    one.openPgpKey(),
                    one.cutOff(),
                    ops.contains(one.id()),
                    one.users(),
                    one.roles()))
        .collect(Collectors.toMap(Contact::id, Function.identity()));
  }

  @Test
  void opsIsToldAgainEachHourAndAtOnceWhenItComesBack() {
    var told = new Told();
    Set<Finding> found = Set.of(Finding.OUTBOX);
    assertEquals(found, told.news(found, NOW));
    told.told(found, NOW);
    assertTrue(told.news(found, NOW.plusSeconds(3_599)).isEmpty());
    assertEquals(found, told.news(found, NOW.plusSeconds(3_600)));
    told.told(found, NOW.plusSeconds(3_600));
    assertTrue(told.news(Set.of(), NOW.plusSeconds(3_630)).isEmpty());
    assertEquals(found, told.news(found, NOW.plusSeconds(3_660)));
  }

  /** As a second instance has it. */
  private Auditor another(String database, ReactiveMailer mailer, Contacts contacts) {
    return new Auditor(
        database,
        user,
        password,
        Duration.ofHours(1),
        mailer,
        loop,
        contacts,
        new SimpleMeterRegistry());
  }

  private void change(String sql) throws Exception {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
