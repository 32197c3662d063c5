package org.tocsin.registry.desk;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.FreePorts;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.EventType;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.casefile.CaseReading;
import org.tocsin.registry.follow.Projection;
import org.tocsin.registry.horizon.Horizons;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.registry.sealing.DeskKeys;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.problem.ProblemException;

/** What the desk answers when the log or the database fails in the middle of a decision. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class DeskOutageTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;
  @Inject Horizons horizons;
  @Inject Projection projection;
  @Inject SoundDecisions sound;
  @Inject DeskKeys keys;
  @Inject AuditLog audit;
  @Inject CaseReading reading;
  private AtTheDesk desk;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  private final String page = "/v1/cases/" + first.caseId();

  @BeforeEach
  void aCaseWithAnArrest() {
    desk = new AtTheDesk(staff, log, dataSource, reached);
    desk.ready();
    desk.post(first.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "CH"));
  }

  @Test
  void withoutTheLogNothingIsKeptAndTheAnswerSaysThatNothingIsKnown() {
    var dead =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(
                    Map.of("kafka.bootstrap.servers", "127.0.0.1:" + FreePorts.one()), "dead", 100))
            .build();
    String tag = desk.tag(page);
    try (var unreachable = new LogWriter(KafkaSettings.from(dead))) {
      var failed = assertThrows(ProblemException.class, () -> close(dataSource, unreachable, tag));
      assertEquals(503, failed.problem().status());
      assertTrue(failed.problem().detail().contains("not known to be recorded"));
    }
    desk.read(page).header("ETag", equalTo(tag)).body("open", equalTo(true));
    desk.decide(page, "{'type': 'case-closed'}").statusCode(201);
  }

  @Test
  void whatTheLogHasAndTheDatabaseLostIsAppliedByTheFollower() {
    var failed =
        assertThrows(
            ProblemException.class, () -> close(failingToCommit(dataSource), log, desk.tag(page)));
    assertEquals(503, failed.problem().status());
    assertTrue(failed.problem().detail().contains("is recorded"));
    await().atMost(SOON).untilAsserted(() -> desk.read(page).body("open", equalTo(false)));
    desk.read(page).body("closings", hasSize(1));
  }

  private void close(DataSource database, LogWriter writer, String tag) {
    var decision = new Decision(EventType.CASE_CLOSED, JsonNodeFactory.instance.objectNode());
    new Desk(database, horizons, projection, sound, keys, audit, writer)
        .decide(
            new CasePage(reading, first.caseId(), decision),
            decision,
            Precondition.tags(tag),
            new Desk.User("desk", false));
  }

  private static DataSource failingToCommit(DataSource dataSource) {
    return proxy(
        DataSource.class,
        (method, args) ->
            method.getName().equals("getConnection")
                ? failingToCommit((Connection) call(method, dataSource, args))
                : call(method, dataSource, args));
  }

  private static Connection failingToCommit(Connection connection) {
    return proxy(
        Connection.class,
        (method, args) -> {
          if (method.getName().equals("commit")) {
            throw new SQLException("the database is gone");
          }
          return call(method, connection, args);
        });
  }

  private interface Answer {
    Object to(Method method, Object[] args) throws Throwable;
  }

  private static Object call(Method method, Object on, Object[] args) throws Throwable {
    try {
      return method.invoke(on, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> answer.to(method, args)));
  }
}
