package org.tocsin.alert.measure;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.SinksResource;
import org.tocsin.cluster.fixture.StaffResource;

/** A rule about a metric that is not there never fires: each that ops rely on is published. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SinksResource.class)
class PrometheusRulesTest {

  private static final Path RULES = Path.of("..", "deploy", "prometheus", "rules.yml");
  private static final Pattern METRIC = Pattern.compile("\\btocsin_[a-z0-9_]+");

  StaffResource.Staff staff;

  @Test
  void everyMetricOfTheRulesIsPublishedFromTheStart() throws Exception {
    Set<String> named = names(Files.readString(RULES));
    assertFalse(named.isEmpty());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              var missing = new TreeSet<>(named);
              missing.removeAll(
                  names(
                      given()
                          .auth()
                          .preemptive()
                          .basic("ops", staff.password("ops"))
                          .get("/q/metrics")
                          .asString()));
              assertEquals(Set.of(), missing);
            });
  }

  private static Set<String> names(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
