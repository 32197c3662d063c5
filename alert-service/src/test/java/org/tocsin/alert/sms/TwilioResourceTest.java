package org.tocsin.alert.sms;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/** What a Twilio-compatible provider calls. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class TwilioResourceTest {

  private static final String BASE = "https://alerts.example.org";
  private static final String TOKEN = "token";

  @Inject DataSource dataSource;

  private final UUID alert = UUID.randomUUID();
  private final String sid = "SM" + alert;

  @BeforeEach
  void told() throws SQLException {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
    execute(
        "INSERT INTO alert (id, reference, change, occurred_from, occurred_to, severity, timing, raised_at, partner)"
            + " VALUES ('"
            + alert
            + "', '"
            + reference()
            + "', 'test', now(), now(), 3, 'FRESH', now(), '')");
    execute(
        "INSERT INTO notification (id, alert_id, contact, channel, occasion, label, urgency, state, due_at, planned_for, handed_at, provider, provider_message_id)"
            + " VALUES (gen_random_uuid(), '"
            + alert
            + "', 'geneva', 'SMS', 'news', '', 3, 'accepted', now(), now(), now(), 'web', 'web:"
            + sid
            + "')");
  }

  @Test
  void aReceiptWithTheRightSignatureSettlesItsMessage() throws Exception {
    var form =
        Map.of(
            "MessageSid",
            sid,
            "MessageStatus",
            "delivered",
            "To",
            "+12125550101",
            "From",
            "+12125550100");
    post("status?reference=12", form, "wrong")
        .statusCode(403)
        .body("type", equalTo("/problems/forbidden"));
    assertEquals("accepted", state());
    String right = signature("status?reference=12", form);
    var other = new HashMap<>(form);
    other.put("MessageStatus", "failed");
    post("status?reference=12", other, right).statusCode(403);
    post("status?reference=13", form, right).statusCode(403);
    post("status?reference=12", form, right).statusCode(204);
    assertEquals("delivered", state());
  }

  @Test
  void whatIsNotTheLastWordChangesNothing() throws Exception {
    var form = Map.of("MessageSid", sid, "MessageStatus", "sent", "To", "+12125550101");
    post("status", form, signature("status", form)).statusCode(204);
    assertEquals("accepted", state());
  }

  @Test
  void aReplyAcknowledgesAndIsAnsweredByNoTextOfTheProviders() throws Exception {
    var form =
        Map.of(
            "MessageSid",
            sid,
            "From",
            "+12125550101",
            "To",
            "+12125550100",
            "Body",
            "ack " + reference());
    post("replies", form, null).statusCode(403);
    post("replies", form, signature("replies", form))
        .statusCode(200)
        .contentType("application/xml")
        .body(containsString("<Response></Response>"));
    post("replies", form, signature("replies", form)).statusCode(200);
    assertEquals(
        "contact/geneva", one("SELECT acknowledged_by FROM alert WHERE id = '" + alert + "'"));
    execute("DELETE FROM sms_answer");
  }

  @Test
  void thereIsNothingAtAnAccountThatIsNoneOrSpeaksSmpp() {
    for (String account : List.of("smpp", "none")) {
      given()
          .formParam("MessageSid", sid)
          .post("/v1/sms/twilio/" + account + "/status")
          .then()
          .statusCode(404);
    }
  }

  private String reference() {
    return "T-" + alert.toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
  }

  private static String signature(String path, Map<String, String> form) {
    var fields = new HashMap<String, List<String>>();
    form.forEach((name, value) -> fields.put(name, List.of(value)));
    return TwilioSignature.of(TOKEN, BASE + "/v1/sms/twilio/web/" + path, fields);
  }

  private static ValidatableResponse post(String path, Map<String, String> form, String signature) {
    var request = given().formParams(form);
    if (signature != null) {
      request.header("X-Twilio-Signature", signature);
    }
    return request.post("/v1/sms/twilio/web/" + path).then();
  }

  private String state() throws SQLException {
    return one("SELECT state FROM notification WHERE alert_id = '" + alert + "'");
  }

  private String one(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement(sql);
        var row = query.executeQuery()) {
      assertTrue(row.next());
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }
}
