package org.tocsin.registry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.OpenApiDocument;
import org.tocsin.cluster.fixture.StaffResource;

/** The OpenAPI document in the repository is the one that the service publishes, and complete. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class OpenApiTest {

  StaffResource.Staff staff;

  @BeforeEach
  void ready() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void theDocumentInTheRepositoryIsUpToDate() throws Exception {
    OpenApiDocument.requireKept("registry", 8082, document("yaml"));
  }

  @Test
  void everyAddressSaysWhatItIsForWhoForAndWhatCanGoWrong() throws Exception {
    OpenApiDocument.requireComplete(document("json"));
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
