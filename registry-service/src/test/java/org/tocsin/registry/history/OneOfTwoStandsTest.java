package org.tocsin.registry.history;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.follow.Projection;
import org.tocsin.service.log.Logged;

/** Two contents under one id, in two cases, that two transactions write at the same moment. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class OneOfTwoStandsTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final int PARTITION = 201;
  private static final AtomicLong OFFSET = new AtomicLong();

  @Inject DataSource dataSource;
  @Inject Projection projection;

  private final String id = "one-" + UUID.randomUUID();
  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  private final Events second = first.withCase(UUID.randomUUID()).withDigest("%064d".formatted(2));

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void whoComesSecondIsToldToTryAgainAndThenTheOneThatWasRecordedFirstStands(int secondsLater)
      throws Exception {
    Logged<Event> one = logged(first.status(id, PersonStatus.MISSING, "2026-11-19"), 0);
    Logged<Event> other =
        logged(second.status(id, PersonStatus.RELEASED, "2026-11-19"), secondsLater);
    try (Connection ahead = dataSource.getConnection();
        Connection behind = dataSource.getConnection();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ahead.setAutoCommit(false);
      behind.setAutoCommit(false);
      projection.handle(ahead, List.of(one));
      var second =
          threads.submit(
              () -> {
                projection.handle(behind, List.of(other));
                return true;
              });
      await().until(() -> waits(behind));
      ahead.commit();
      var toldTo = assertThrows(ExecutionException.class, second::get);
      assertEquals("40001", ((SQLException) toldTo.getCause()).getSQLState());
      behind.rollback();
      projection.handle(behind, List.of(other));
      behind.commit();
    }
    Event expected = secondsLater < 0 ? other.value() : one.value();
    assertEquals(
        Map.of(
            one.value().header().subject().toString(), expected == one.value(),
            other.value().header().subject().toString(), expected == other.value()),
        standing());
  }

  private boolean waits(Connection connection) throws SQLException {
    try (Connection looking = dataSource.getConnection();
        var query =
            looking.prepareStatement(
                "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = ?")) {
      query.setInt(1, connection.unwrap(PGConnection.class).getBackendPID());
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** By case, whether its content stands. */
  private Map<String, Boolean> standing() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT subject, stands FROM event WHERE origin = ? AND event_id = ?")) {
      query.setString(1, "/partners/" + first.organisation());
      query.setString(2, id);
      var standing = new HashMap<String, Boolean>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          standing.put(row.getString(1), row.getBoolean(2));
        }
      }
      return standing;
    }
  }

  private static Logged<Event> logged(Event event, int second) {
    return new Logged<>(
        event, "reprisal-events", PARTITION, OFFSET.incrementAndGet(), TEN.plusSeconds(second));
  }
}
