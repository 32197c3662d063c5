package org.tocsin.intake;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.OpenApiDocument;
import org.tocsin.cluster.fixture.StaffResource;

/** The OpenAPI document in the repository is the one that the service publishes. */
@QuarkusTest
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(IntakeResource.class)
@QuarkusTestResource(StaffResource.class)
class OpenApiTest {

  @Test
  void theDocumentInTheRepositoryIsUpToDate() throws Exception {
    Posting.awaitReady();
    OpenApiDocument.requireKept(
        "intake",
        8081,
        given()
            .header("Authorization", "Bearer " + IntakeResource.API_KEY)
            .get("/q/openapi?format=yaml")
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }
}
