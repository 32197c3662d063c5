package org.tocsin.registry;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.vocabulary.ConsentDecision;
import org.tocsin.events.vocabulary.ConsentPurpose;

/**
 * The gate over real broker and database: a canary's name and narrative appear where somebody may
 * read them and nowhere else.
 */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class DisclosureTest extends CanaryTests {

  @Test
  void withoutPermissionNoViewShowsAName() {
    canary.sing("EE");
    settled();
    shows(as("desk").get(page()));
    shows(as("desk").get(defender()));
    shows(as(NIGHT).get(page() + "/brief?purpose=alert"));
    shows(asPeer().get(page() + "/brief?purpose=alert&for=geneva"));

    hides(as(ROOT).get(page()), 200);
    hides(as(NIGHT).get(page()), 200);
    hides(as(ROOT).get(defender()), 200);
    hides(asPeer().get(page() + "/brief?purpose=alert&for=geneva&partner=ngo-two"), 403);
    hides(asPeer().get(shared()), 403);
    hides(as("desk").get(page() + "/brief?purpose=share-un"), 403);
    hides(as("desk").get(page() + "/brief?purpose=name-to-state"), 403);
    for (String purpose : List.of("public-unnamed", "public-named")) {
      hides(as("desk").get("/v1/states/EE/cases?purpose=" + purpose), 200)
          .body("cases", hasSize(0))
          .body("leftOut", equalTo(1));
    }
    for (String path : List.of(page() + "/brief?purpose=alert", shared(), page())) {
      hides(as("ops").get(path), 403);
    }
    hides(as(NIGHT).get(page() + "/brief?purpose=share-un"), 403);
  }

  @Test
  void whoAsksForABriefSaysForWhatAndAServiceForWhom() {
    canary.sing("FI");
    settled();
    hides(as("desk").get(page() + "/brief"), 400);
    hides(as("desk").get(page() + "/brief?purpose=desk-work"), 400);
    hides(asPeer().get(page() + "/brief?purpose=alert"), 400);
    hides(as("desk").get(page() + "/brief?purpose=alert&for=geneva"), 400);
    hides(asPeer().get(page() + "/brief?purpose=alert&for=geneva&partner=A/B"), 400);
    hides(as("desk").get("/v1/states/FI/cases"), 400);
  }

  @Test
  void aGrantOpensItsPurposeAndAWithdrawalStopsItAtOnce() {
    canary.sing("IE");
    canary.consent("g", "2026-11-20", ConsentPurpose.SHARE_PARTNERS, ConsentDecision.GRANTED);
    settled();
    shows(asPeer().get(shared())).body("disclosure.reason", equalTo("consent-granted"));
    shows(asPeer().get(page() + "/brief?purpose=alert&for=lima&partner=ngo-two"));
    hides(as("desk").get(page() + "/brief?purpose=share-un"), 403);

    canary.consent("w", "2026-11-21", ConsentPurpose.SHARE_PARTNERS, ConsentDecision.WITHDRAWN);
    settled();
    hides(asPeer().get(shared()), 403).body("type", equalTo("/problems/no-consent"));
    hides(asPeer().get(page() + "/brief?purpose=alert&for=lima&partner=ngo-two"), 403);

    var shares = "consents[0].purposes.find { it.purpose == 'share-partners' }.";
    for (String path : List.of(page(), defender())) {
      shows(as("desk").get(path))
          .body(shares + "answer", equalTo("withdrawn"))
          .body(shares + "allowed", equalTo(false))
          .body(shares + "entries.eventId", equalTo(List.of("g", "w")))
          .body(shares + "entries[0].caseId", equalTo(events.caseId().toString()));
    }
  }

  @Test
  void withoutConsentToStoreEvenTheDeskSeesNoName() {
    canary.sing("IS");
    canary.consent("w", "2026-11-21", ConsentPurpose.STORE, ConsentDecision.WITHDRAWN);
    settled();
    hides(as("desk").get(page()), 200)
        .body("disclosure.shown", equalTo("unnamed"))
        .body("disclosure.reason", equalTo("store-withdrawn"));
    hides(as("desk").get(defender()), 200);
    hides(as(NIGHT).get(page() + "/brief?purpose=alert"), 403);
  }

  @Test
  void whatIsPublishedUnnamedHasMonthsAndTypesAndNamedHasNamesButNoNarrative() {
    canary.sing("LT");
    canary.consent("u", "2026-11-20", ConsentPurpose.PUBLIC_UNNAMED, ConsentDecision.GRANTED);
    settled();
    hides(as("desk").get("/v1/states/LT/cases?purpose=public-unnamed"), 200)
        .body("cases", hasSize(1))
        .body("cases[0].acts[0].actType", equalTo("travel-interception"))
        .body("cases[0].acts[0].when", equalTo("2026-11"))
        .body(not(containsString(events.caseId().toString())))
        .body(not(containsString(events.defender().toString())))
        .body(not(containsString(events.organisation())));
    canary.consent("n", "2026-11-20", ConsentPurpose.PUBLIC_NAMED, ConsentDecision.GRANTED);
    settled();
    as("desk")
        .get("/v1/states/LT/cases?purpose=public-named")
        .then()
        .statusCode(200)
        .body("cases[0].people[0].names[0].text", equalTo(Canary.NAME))
        .body(not(containsString(Canary.NARRATIVE)));
  }
}
