package org.tocsin.alert.mail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.tocsin.alert.decision.Timing;
import org.tocsin.alert.delivery.Occasion;
import org.tocsin.alert.escalation.Escalations;
import org.tocsin.alert.policy.Traits;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.vocabulary.Severity;

/** A severe alert of a case, told to those whom the policy names. */
public record Raised(DataSource dataSource, UUID alert, String reference, String event) {

  /** Stores one with its report, and plans its messages. */
  public static Raised severe(DataSource dataSource, Escalations escalations) throws SQLException {
    UUID alert = UUID.randomUUID();
    UUID caseId = UUID.randomUUID();
    String reference = "T-" + alert.toString().substring(0, 8).toUpperCase(Locale.ROOT);
    var raised = new Raised(dataSource, alert, reference, "event-" + alert);
    try (var connection = dataSource.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT INTO alert (id, reference, case_id, change, occurred_from, occurred_to, severity, timing, raised_at)"
                    + " VALUES (?, ?, ?, 'detained', now(), now(), 2, 'FRESH', now())");
        var report =
            connection.prepareStatement(
                "INSERT INTO report (origin, event_id, alert_id, is_act, source, case_id, recorded_at)"
                    + " VALUES ('/partners/ngo-one', ?, ?, false, 'one', ?, now())")) {
      connection.setAutoCommit(false);
      insert.setObject(1, alert);
      insert.setString(2, reference);
      insert.setObject(3, caseId);
      insert.executeUpdate();
      report.setString(1, raised.event());
      report.setObject(2, alert);
      report.setObject(3, caseId);
      report.executeUpdate();
      escalations.tell(
          connection,
          List.of(
              new Escalations.Telling(
                  alert, Traits.of(Severity.SEVERE, Timing.FRESH), Occasion.FIRST)),
          Instant.now());
      connection.commit();
    }
    return raised;
  }

  /** Runs a change, with the alert's id as its only parameter. */
  public void change(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var update = connection.prepareStatement(sql)) {
      update.setObject(1, alert);
      update.executeUpdate();
    }
  }

  /** The one value that a query finds, with the alert's id as its only parameter. */
  public String value(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement(sql)) {
      query.setObject(1, alert);
      try (var row = query.executeQuery()) {
        assertTrue(row.next(), sql);
        return row.getString(1);
      }
    }
  }

  /** Nobody is told of it any more. */
  public void end() throws SQLException {
    change(
        "UPDATE escalation SET next_at = NULL, ended_at = now(), ended_because = 'retracted' WHERE alert_id = ? AND ended_at IS NULL");
  }

  /** Puts another plan in force. */
  public static void plan(StaffResource.Staff staff, String plan) {
    String tag = as(staff, "ops").get("/v1/alerting-plan").header("ETag");
    as(staff, "ops")
        .contentType("application/yaml")
        .header("If-Match", tag)
        .body(plan.getBytes(StandardCharsets.UTF_8))
        .put("/v1/alerting-plan")
        .then()
        .statusCode(200);
  }

  /** Requests of one of the staff. */
  public static RequestSpecification as(StaffResource.Staff staff, String user) {
    return RestAssured.given().auth().preemptive().basic(user, staff.password(user));
  }
}
