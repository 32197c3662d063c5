package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one partner reports of one case, and what people on call get because of it. */
final class Story {

  static final Duration SOON = Duration.ofSeconds(60);

  private static final Pattern MARKS =
      Pattern.compile(
          "MINOR|MODERATE|SEVERE|EXTREME|UNVERIFIED|LATE REPORT|BACKDATED|CANCEL|CORRECTED|CORROBORATED|POSSIBLY SAME|STORM( \\d+)?");

  private static final String FENCE = "mail MODERATE UNVERIFIED";

  private final RunningCluster cluster;
  private final Person partner;
  private final String caseRef;
  private int fences;

  Story(RunningCluster cluster, Person partner, String caseRef) {
    this.cluster = cluster;
    this.partner = partner;
    this.caseRef = caseRef;
  }

  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  /** Reports an event of the case, dated so many days ago. */
  Story reports(String id, String type, int daysAgo, String fields) throws Exception {
    assertEquals(202, status(id, type, daysAgo, fields), id);
    return this;
  }

  /** The status of the answer to a report. */
  int status(String id, String type, int daysAgo, String fields) throws Exception {
    return partner
        .post(cluster.address("intake") + "/v1/events", event(id, type, daysAgo, fields))
        .statusCode();
  }

  String event(String id, String type, int daysAgo, String fields) {
    return """
        {"specversion": "1.0", "id": "%s", "source": "/tests", "type": "org.tocsin.%s.v1", "data": \
        {"occurredAt": {"value": "%s", "precision": "day"}, "caseRef": "%s", "defenderRef": "%s", %s}}"""
        .formatted(id, type, today().minusDays(daysAgo), caseRef, caseRef, fields);
  }

  /** The case's id, once an event of it is known to intake. */
  String caseId(String event) throws Exception {
    String url = cluster.address("intake") + "/v1/events/" + event;
    await().atMost(SOON).until(() -> partner.status(url) == 200);
    return partner.get(url).path("caseId").asText();
  }

  /** The page of the case, or of it as of so many days ago. */
  JsonNode page(String caseId) throws Exception {
    return Person.staff(cluster, "desk").get(cluster.address("registry") + "/v1/cases/" + caseId);
  }

  JsonNode page(String caseId, int daysAgo) throws Exception {
    return Person.staff(cluster, "desk")
        .get(
            cluster.address("registry")
                + "/v1/cases/%s?asOf=%s".formatted(caseId, today().minusDays(daysAgo)));
  }

  JsonNode state(String code, String query) throws Exception {
    return Person.staff(cluster, "desk")
        .get(cluster.address("registry") + "/v1/states/" + code + query);
  }

  /** Waits until this has come because of the case, and shows that nothing else comes. */
  void isTold(String caseId, Map<String, Integer> expected) throws Exception {
    await().atMost(SOON).untilAsserted(() -> assertEquals(expected, told(caseId)));
    fence(caseId);
    assertEquals(expected, told(caseId));
  }

  /**
   * Waits until a later event of the same case has been told of: what was to come before it has
   * come. It is a reply to no letter, which changes no figure; its mails are not counted.
   */
  private void fence(String caseId) throws Exception {
    String id = caseRef + "-fence-" + fences;
    int before = told(caseId).getOrDefault(FENCE, 0);
    reports(
        id,
        "state-replied",
        0,
        """
        "source": {"kind": "media"}, "reference": "%s", "kind": "partial", "state": "AQ\""""
            .formatted(id));
    await().atMost(SOON).until(() -> told(caseId).getOrDefault(FENCE, 0) == before + 2);
    fences++;
  }

  /**
   * How many messages have come because of a case, by channel and marks in the order of the
   * alphabet.
   */
  Map<String, Integer> told(String caseId) throws Exception {
    Map<String, Integer> told = told(references("case=" + caseId));
    told.computeIfPresent(FENCE, (mail, count) -> count == 2 * fences ? null : count - 2 * fences);
    return told;
  }

  Map<String, Integer> told(Set<String> references) throws Exception {
    JsonNode inbox = Person.staff(cluster, "ops").get(cluster.address("inbox"));
    var told = new TreeMap<String, Integer>();
    for (var kind : Map.of("sms", "sms", "mails", "mail").entrySet()) {
      for (JsonNode message : inbox.get(kind.getKey())) {
        String text = message.get("text").asText().lines().findFirst().orElse("");
        if (references.stream().anyMatch(text::contains)) {
          String marks =
              MARKS
                  .matcher(text)
                  .results()
                  .map(MatchResult::group)
                  .sorted()
                  .collect(Collectors.joining(" "));
          told.merge(kind.getValue() + " " + marks, 1, Integer::sum);
        }
      }
    }
    return told;
  }

  /** The references of alerts that the staff find by this. */
  Set<String> references(String query) throws Exception {
    var references = new HashSet<String>();
    alerts(query).forEach(alert -> references.add(alert.get("reference").asText()));
    return references;
  }

  /** The alert of this case and change. */
  JsonNode alert(String caseId, String change) throws Exception {
    for (JsonNode alert : alerts("case=" + caseId)) {
      if (alert.path("change").asText().equals(change)) {
        return alert;
      }
    }
    throw new AssertionError("no alert of this change");
  }

  JsonNode alerts(String query) throws Exception {
    return Person.staff(cluster, "on-call")
        .get(cluster.address("alert") + "/v1/alerts?limit=1000&" + query);
  }

  static String act(String type, String state, String source) {
    return act(type, state, source, "");
  }

  static String act(String type, String state, String source, String sourceRef) {
    return """
        "source": {"kind": "%s"%s}, "actType": "%s", "incidentState": "%s", "responsibleState": "%s\""""
        .formatted(
            source,
            sourceRef.isEmpty() ? "" : ", \"sourceRef\": \"" + sourceRef + "\"",
            type,
            state,
            state);
  }

  static String person(String status) {
    return "\"source\": {\"kind\": \"family\"}, \"status\": \"" + status + "\"";
  }
}
