package org.tocsin.registry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;

/** The OpenAPI document in the repository is the one that the service publishes. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class OpenApiTest {

  private static final Path KEPT = Path.of("..", "docs", "openapi", "registry.yaml");

  StaffResource.Staff staff;

  @BeforeEach
  void ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void theDocumentInTheRepositoryIsUpToDate() throws Exception {
    String published =
        document("yaml").strip().replaceAll("(?m)^(  - url: http://localhost:)\\d+$", "$18082");
    if (Boolean.getBoolean("tocsin.documents.update")) {
      Files.createDirectories(KEPT.getParent());
      Files.writeString(KEPT, published + "\n");
    }
    assertEquals(
        Files.readString(KEPT).strip(),
        published,
        "docs/openapi/registry.yaml is out of date; write it anew with: mvn -pl registry-service test -Dtest=OpenApiTest -Dtocsin.documents.update=true");
  }

  @Test
  void everyAddressSaysWhatItIsForWhoForAndWhatCanGoWrong() throws Exception {
    JsonNode paths = JsonMapper.builder().build().readTree(document("json")).path("paths");
    assertTrue(paths.size() > 20, "the document has the addresses");
    for (var path : paths.properties()) {
      for (var method : path.getValue().properties()) {
        String name = method.getKey() + " " + path.getKey();
        JsonNode operation = method.getValue();
        assertFalse(operation.path("summary").asText().isBlank(), name);
        assertTrue(operation.path("description").asText().matches("(?s).*Roles: [a-z].*"), name);
        for (String status : List.of("400", "401", "403", "503")) {
          JsonNode problem = operation.path("responses").path(status);
          assertFalse(problem.path("description").asText().isBlank(), name + " " + status);
          assertTrue(problem.path("content").has("application/problem+json"), name + " " + status);
        }
        for (JsonNode parameter : operation.path("parameters")) {
          assertFalse(parameter.path("description").asText().isBlank(), name + " " + parameter);
        }
      }
    }
  }

  private String document(String format) {
    return given()
        .auth()
        .preemptive()
        .basic("ops", staff.password("ops"))
        .get("/q/openapi?format=" + format)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }
}
