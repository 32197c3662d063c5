package org.tocsin.registry.reference;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.registry.SecretsResource;

/** Reference data in the log and on the pages: real broker and database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class ReferenceDataTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  StaffResource.Staff staff;
  @Inject ReferenceData reference;
  @Inject DataSource dataSource;

  @Test
  void membersObserversAndCouncilTermsAreThereAfterTheStartAndLoadingAgainChangesNothing()
      throws Exception {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                page("/v1/states")
                    .body("states.findAll { it.membership == 'member' }", hasSize(193)));
    page("/v1/states")
        .body("states.findAll { it.membership == 'observer' }.code", equalTo(List.of("PS", "VA")));
    page("/v1/states/PK")
        .body("membership", equalTo("member"))
        .body("councilTerms.from", hasItem("2013-01-01"))
        .body("councilTerms.eventId", hasItem("council-term-PK-2013"));
    page("/v1/states/SU").body("withdrawn", equalTo("1992-08-30"));
    page("/v1/states/SU?asOf=1991-12-31").body("withdrawn", nullValue());
    await().atMost(SOON).until(() -> stored() == ReferenceFact.all().size());
    try (var connection = dataSource.getConnection()) {
      assertEquals(0, reference.write(connection, ReferenceFact.all()));
    }
  }

  @Test
  void aTermThatAnotherInstanceHasWrittenAtTheSameMomentCountsOnce() throws Exception {
    List<ReferenceFact> terms =
        List.of(term("council-term-TEST-1", "1990-01-01", Optional.empty()));
    try (var connection = dataSource.getConnection()) {
      assertEquals(1, reference.write(connection, terms));
      // It has perhaps not been read back yet: the second is a repeat.
      reference.write(connection, terms);
    }
    await()
        .atMost(SOON)
        .untilAsserted(() -> page("/v1/states/TV").body("councilTerms", hasSize(1)));
    try (var connection = dataSource.getConnection()) {
      assertEquals(
          1,
          reference.write(
              connection, List.of(term("council-term-TEST-1", "1990-02-01", Optional.empty()))));
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> page("/v1/states/TV").body("councilTerms.from", equalTo(List.of("1990-02-01"))));
    try (var connection = dataSource.getConnection()) {
      reference.write(
          connection,
          List.of(
              term(
                  "council-term-TEST-1",
                  "1990-02-01",
                  Optional.of(LocalDate.parse("2026-01-01")))));
    }
    await()
        .atMost(SOON)
        .untilAsserted(() -> page("/v1/states/TV").body("councilTerms", hasSize(0)));
  }

  private static ReferenceFact term(String id, String from, Optional<LocalDate> withdrawn) {
    var file =
        ReferenceFile.parse(
            List.of(
                "# source: none",
                "# date: 2026-01-01",
                "# covers: a test",
                "id,state,from,to,withdrawn",
                id
                    + ",TV,"
                    + from
                    + ",1992-12-31,"
                    + withdrawn.map(LocalDate::toString).orElse("")));
    return ReferenceFact.of(file, ReferenceFact::term).findFirst().orElseThrow();
  }

  private int stored() throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT count(*) FROM event WHERE origin = '/reference' AND event_id NOT LIKE '%TEST%'");
        var row = query.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private ValidatableResponse page(String path) {
    return given()
        .auth()
        .preemptive()
        .basic("desk", staff.password("desk"))
        .get(path)
        .then()
        .statusCode(200);
  }
}
