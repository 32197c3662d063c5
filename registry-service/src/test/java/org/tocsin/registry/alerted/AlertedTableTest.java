package org.tocsin.registry.alerted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertStep;
import org.tocsin.registry.SecretsResource;
import org.tocsin.service.log.Logged;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class AlertedTableTest {

  private static final Instant BEGIN = Instant.parse("2026-11-25T08:00:00Z");

  @Inject DataSource dataSource;
  @Inject AlertedTable table;

  private final UUID alert = UUID.randomUUID();
  private final UUID caseId = UUID.randomUUID();

  @Test
  void whoWasAlertedDoesNotDependOnTheOrderOfStepsNorOnHowOftenTheyCome() throws Exception {
    List<AlertEvent> steps =
        List.of(
            step(Optional.of(caseId), "geneva", "sms", "news", AlertStep.QUEUED, 0),
            step(Optional.of(caseId), "geneva", "sms", "news", AlertStep.UNKNOWN, 1),
            step(Optional.of(caseId), "geneva", "sms", "news", AlertStep.ACCEPTED, 5),
            step(Optional.of(caseId), "geneva", "email", "news", AlertStep.HANDED_OVER, 2),
            step(Optional.of(caseId), "geneva", "email", "news", AlertStep.DELIVERED, 3),
            step(Optional.of(caseId), "geneva", "email", "reminder-1", AlertStep.UNKNOWN, 9),
            step(Optional.of(caseId), "night", "sms", "news", AlertStep.FAILED, 4),
            step(Optional.of(UUID.randomUUID()), "other", "sms", "news", AlertStep.DELIVERED, 4),
            step(Optional.empty(), "digest", "email", "digest", AlertStep.DELIVERED, 4));
    List<AlertedTable.Message> expected =
        List.of(
            message("sms", "handed-over", 1),
            message("email", "delivered", 2),
            message("email", "unknown", 9));
    for (long seed = 0; seed < 5; seed++) {
      assertEquals(expected, after(steps, new Random(seed)));
    }
  }

  private List<AlertedTable.Message> after(List<AlertEvent> steps, Random random)
      throws SQLException {
    var shuffled = new ArrayList<>(steps);
    shuffled.addAll(steps.subList(2, 5));
    Collections.shuffle(shuffled, random);
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        int half = shuffled.size() / 2;
        table.handle(connection, logged(shuffled.subList(0, half)));
        table.handle(connection, logged(shuffled.subList(half, shuffled.size())));
        return table.ofCases(connection, List.of(caseId.toString()));
      } finally {
        connection.rollback();
      }
    }
  }

  private static List<Logged<AlertEvent>> logged(List<AlertEvent> events) {
    return events.stream().map(each -> new Logged<>(each, "test", 0, 0, BEGIN)).toList();
  }

  private AlertedTable.Message message(String channel, String state, int second) {
    return new AlertedTable.Message(alert, "geneva", channel, state, BEGIN.plusSeconds(second));
  }

  private AlertEvent step(
      Optional<UUID> of, String contact, String channel, String occasion, AlertStep step, int at) {
    return new AlertEvent(
        UUID.randomUUID(),
        at,
        alert,
        of,
        Optional.of(new AlertEvent.Message(contact, channel, occasion)),
        step,
        BEGIN.plusSeconds(at));
  }
}
