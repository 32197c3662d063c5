package org.tocsin.registry.desk;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import javax.sql.DataSource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.registry.Settled;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** What tests do at the desk: read pages, decide on them, and report as partners do. */
record AtTheDesk(StaffResource.Staff staff, LogWriter log, DataSource dataSource, Reached reached) {

  void ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  RequestSpecification as(String user) {
    return given().auth().preemptive().basic(user, staff.password(user));
  }

  RequestSpecification asDesk() {
    return as("desk").contentType("application/json");
  }

  ValidatableResponse read(String path) {
    return as("desk").get(path).then().statusCode(200);
  }

  String tag(String path) {
    Response answer = as("desk").get(path);
    assertEquals(200, answer.statusCode());
    return answer.header("ETag");
  }

  /** Decides on the page as it is now. */
  ValidatableResponse decide(String path, String body) {
    return send(path, tag(path), json(body));
  }

  ValidatableResponse send(String path, String tag, String body) {
    return asDesk().header("If-Match", tag).body(body).post(path + "/decisions").then();
  }

  static String json(String written) {
    return written.replace('\'', '"');
  }

  /** Records events of partners, and waits until they are on their pages. */
  void post(Event... posted) {
    for (Event event : posted) {
      log.append(
              Topics.REPRISAL_EVENTS,
              event.header().subject().toString(),
              EventCodec.toCloudEvent(event))
          .join();
    }
    Settled.await(dataSource, reached);
  }
}
