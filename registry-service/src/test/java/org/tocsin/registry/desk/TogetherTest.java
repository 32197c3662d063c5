package org.tocsin.registry.desk;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.identity.SourceId;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.events.vocabulary.PersonStatus;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;

/** What the desk brings together and parts again: links of cases, merges of defenders. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class TogetherTest {

  StaffResource.Staff staff;
  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;
  private AtTheDesk desk;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));
  private final String page = "/v1/cases/" + first.caseId();

  @BeforeEach
  void aCaseWithAnArrest() {
    desk = new AtTheDesk(staff, log, dataSource, reached);
    desk.ready();
    desk.post(first.act("a", ActType.ARBITRARY_ARREST, "2026-11-20", "CH"));
  }

  @Test
  void linkedReportsOfAThirdOrganisationAreOneActAndCorroborate() {
    var source = new SourceId(UUID.randomUUID());
    var one = first.quoting(source);
    var second = Events.ofNewCase().by(first.organisation() + "-two").quoting(source);
    var third = Events.ofNewCase().by(first.organisation() + "-three");
    desk.post(
        one.act("q", ActType.TORTURE, "2026-11-19", "CH"),
        second.act("b", ActType.TORTURE, "2026-11-19", "CH"),
        third.act("c", ActType.TORTURE, "2026-11-19", "CH"));
    String other = "/v1/cases/" + third.caseId();
    desk.read(page).body("corroborated", equalTo(false));
    String before = desk.tag(other);
    String link =
        "{'type': 'cases-linked', 'other': '" + third.caseId() + "', 'reason': 'The same cell.'}";
    String id = desk.decide(page, link).statusCode(201).extract().path("id");
    desk.read(page)
        .body("corroborated", equalTo(true))
        .body("links[0].caseId", equalTo(third.caseId().toString()))
        .body("links[0].eventId", equalTo(id));
    desk.read(other)
        .body("corroborated", equalTo(true))
        .body("links[0].caseId", equalTo(first.caseId().toString()));
    assertFalse(before.equals(desk.tag(other)), "the other page has changed, too");
    desk.read("/v1/cases/" + second.caseId()).body("links", hasSize(0));
    desk.decide(page, link).statusCode(409);
    desk.decide(other, "{'type': 'cases-linked', 'other': '" + third.caseId() + "'}")
        .statusCode(409);
    desk.decide(other, "{'type': 'cases-linked', 'other': '" + UUID.randomUUID() + "'}")
        .statusCode(409);
    desk.decide(other, "{'type': 'cases-unlinked', 'other': '" + first.caseId() + "'}")
        .statusCode(201);
    desk.read(page).body("corroborated", equalTo(false)).body("links", hasSize(0));
  }

  @DisplayName(
      "Rule 9: merges are reversible: after defenders-unmerged, every history and count is what it was")
  @Test
  void afterUnmergeEveryHistoryAndCountIsWhatItWas() {
    var second = Events.ofNewCase().by(first.organisation() + "-two");
    desk.post(
        second.status("s", PersonStatus.RELEASED, "2026-11-22"),
        second.act("b", ActType.RAID, "2026-11-19", "CH"));
    String one = "/v1/defenders/" + first.defender();
    String two = "/v1/defenders/" + second.defender();
    String before = whatItSays(one);
    String otherBefore = whatItSays(two);
    desk.decide(one, "{'type': 'defenders-merged', 'other': '" + second.defender() + "'}")
        .statusCode(201);
    for (String either : List.of(one, two)) {
      desk.read(either)
          .body("status", equalTo("released"))
          .body("statuses.status", equalTo(List.of("detained", "released")))
          .body("cases", hasSize(2))
          .body("acts", equalTo(2))
          .body("merged", hasSize(1))
          .body("merges[0].by", equalTo("desk"));
    }
    desk.decide(two, "{'type': 'defenders-merged', 'other': '" + first.defender() + "'}")
        .statusCode(409);
    String old = desk.tag(one);
    desk.decide(two, "{'type': 'defenders-unmerged', 'other': '" + first.defender() + "'}")
        .statusCode(201);
    assertEquals(before, whatItSays(one));
    assertEquals(otherBefore, whatItSays(two));
    desk.send(
            one,
            old,
            AtTheDesk.json("{'type': 'defenders-unmerged', 'other': '" + second.defender() + "'}"))
        .statusCode(412);
    desk.decide(two, "{'type': 'defenders-unmerged', 'other': '" + first.defender() + "'}")
        .statusCode(409);
    desk.decide(
            one,
            "{'type': 'defenders-merged', 'defender': '" + first.defender() + "', 'other': 'x'}")
        .statusCode(422);
    desk.as("ops")
        .contentType("application/json")
        .body("{}")
        .post(one + "/decisions")
        .then()
        .statusCode(403);
  }

  /** A page but for the moment that it is of. */
  private String whatItSays(String page) {
    return desk.read(page).extract().asString().replaceFirst("\"knownAt\":\"[^\"]*\",", "");
  }
}
