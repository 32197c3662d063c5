package org.tocsin.registry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;

/** What tests of the gate have in common: a canary whose name is searched for in every answer. */
abstract class CanaryTests {

  private static final Duration SOON = Duration.ofSeconds(40);

  /** A user who is on call and nothing else; those of a new cluster have the desk's role too. */
  static final String NIGHT = "night";

  /** An administrator and nothing else. */
  static final String ROOT = "root";

  StaffResource.Staff staff;
  SecretsResource.Peer peer;
  KeyEncryption encryption;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;

  @ConfigProperty(name = "tocsin.staff.file")
  Path staffFile;

  final Events events =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  Canary canary;

  @BeforeEach
  void ready() throws IOException {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
    canary = new Canary(log, encryption, events);
    addUsersOfOneRole();
  }

  /** With the password of the desk's user; the service looks at the file every two seconds. */
  private void addUsersOfOneRole() throws IOException {
    var json = JsonMapper.builder().build();
    var file = (ObjectNode) json.readTree(staffFile.toFile());
    var users = (ArrayNode) file.get("users");
    if (users.findValuesAsText("name").contains(NIGHT)) {
      return;
    }
    String hash = "";
    for (var user : users) {
      hash = user.get("name").asText().equals("desk") ? user.get("passwordHash").asText() : hash;
    }
    users.addObject().put("name", NIGHT).put("passwordHash", hash).putArray("roles").add("on-call");
    users.addObject().put("name", ROOT).put("passwordHash", hash).putArray("roles").add("admin");
    Files.writeString(staffFile, file.toString());
    await()
        .pollDelay(Duration.ofSeconds(2))
        .pollInterval(Duration.ofSeconds(2))
        .atMost(SOON)
        .until(() -> as(ROOT).get("/v1/audit?who=nobody").statusCode() == 200);
  }

  static ValidatableResponse shows(Response response) {
    return response.then().statusCode(200).body(containsString(Canary.NAME));
  }

  static ValidatableResponse hides(Response response, int status) {
    return response
        .then()
        .statusCode(status)
        .body(not(containsString(Canary.NAME)))
        .body(not(containsString(Canary.NARRATIVE)));
  }

  String page() {
    return "/v1/cases/" + events.caseId();
  }

  String defender() {
    return "/v1/defenders/" + events.defender();
  }

  String shared() {
    return "/v1/shared/ngo-two/cases/" + events.caseId();
  }

  RequestSpecification as(String user) {
    String password = staff.password(user.equals(NIGHT) || user.equals(ROOT) ? "desk" : user);
    return given().auth().preemptive().basic(user, password);
  }

  RequestSpecification asPeer() {
    return given().header("Authorization", peer.authorization());
  }

  void settled() {
    Settled.await(dataSource, reached);
  }
}
