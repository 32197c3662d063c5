package org.tocsin.intake;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;

/** The OpenAPI document in the repository is the one that the service publishes. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class OpenApiTest {

  private static final Path KEPT = Path.of("..", "docs", "openapi", "intake.yaml");

  @Test
  void theDocumentInTheRepositoryIsUpToDate() throws Exception {
    Posting.awaitReady();
    String published =
        given()
            .header("Authorization", "Bearer " + IntakeResource.API_KEY)
            .get("/q/openapi?format=yaml")
            .then()
            .statusCode(200)
            .extract()
            .asString()
            .strip()
            .replaceAll("(?m)^(  - url: http://localhost:)\\d+$", "$18081");
    if (Boolean.getBoolean("tocsin.documents.update")) {
      Files.createDirectories(KEPT.getParent());
      Files.writeString(KEPT, published + "\n");
    }
    assertEquals(
        Files.readString(KEPT).strip(),
        published,
        "docs/openapi/intake.yaml is out of date; write it anew with: mvn -pl intake-service test -Dtest=OpenApiTest -Dtocsin.documents.update=true");
  }
}
