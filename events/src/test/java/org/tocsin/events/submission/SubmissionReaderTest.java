package org.tocsin.events.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tocsin.events.Event;
import org.tocsin.events.EventType;
import org.tocsin.events.Fixture;
import org.tocsin.events.Subject;
import org.tocsin.events.shape.Violation;

class SubmissionReaderTest {

  private static final String CANARY = "Canary Ejemplo";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "actType|null|/data/actType|required",
        "occurredAt|null|/data/occurredAt|required",
        "source|null|/data/source|required",
        "caseRef|null|/data/caseRef|required",
        "defenderRef|null|/data/defenderRef|required",
        "responsibleState|\"XX\"|/data/responsibleState|unknown-state",
        "responsibleState|\"cn\"|/data/responsibleState|unknown-state",
        "responsibleState|\"SU\"|/data/responsibleState|withdrawn-state",
        "occurredAt|{\"value\":\"2026-02-30\",\"precision\":\"day\"}|/data/occurredAt|date",
        "occurredAt|{\"value\":\"2026-11-20\",\"precision\":\"exact\"}|/data/occurredAt|date",
        "occurredAt|{\"value\":\"2026-11-20/2026-11-01\",\"precision\":\"range\"}|/data/occurredAt|date",
        "occurredAt|{\"value\":\"0026-11-20\",\"precision\":\"day\"}|/data/occurredAt/value|date",
        "occurredAt|\"2026-11-20\"|/data/occurredAt|type",
        "summary|\"null \\u0000 byte\"|/data/summary|control-character",
        "summary|\"half a character \\ud83d\"|/data/summary|control-character",
        "summary|\"turned \\u202e round\"|/data/summary|control-character",
        "caseRef|\"\\u001c case-1\"|/data/caseRef|control-character",
        "place|\"  \"|/data/place|blank",
        "actType|\"Canary Ejemplo\"|/data/actType|code",
        "actTyp|\"killing\"|/data/actTyp|unknown-field",
        "language|\"not a language\"|/data/language|language",
        "summary|7|/data/summary|type",
      })
  void aFieldThatBreaksARuleIsRefusedByName(String field, String value, String pointer, String rule)
      throws Exception {
    JsonNode json = Fixture.JSON.readTree(value);
    List<Violation> found =
        refused(
            whole -> {
              if (json.isNull()) {
                data(whole).remove(field);
              } else {
                data(whole).set(field, json);
              }
            });
    assertEquals(1, found.size(), found.toString());
    assertEquals(pointer, found.getFirst().pointer());
    assertEquals(rule, found.getFirst().rule());
    assertFalse(found.getFirst().fix().isBlank());
  }

  @Test
  void aMisspeltFieldIsAnsweredWithTheNearestName() {
    Violation misspelt = refused(whole -> data(whole).put("sumary", "x")).getFirst();
    assertTrue(misspelt.fix().contains("\"summary\""), misspelt.fix());
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    List<Violation> found =
        refused(
            whole -> {
              whole.put("id", "x".repeat(10_000));
              data(whole).put("responsibleState", "XX").put("sumary", "x").remove("actType");
            });
    assertEquals(
        List.of("event-id", "unknown-field", "required", "unknown-state"),
        found.stream().map(Violation::rule).toList());
  }

  @Test
  void oneUnsoundFieldHidesNoOther() {
    List<Violation> found =
        refused(
            whole -> {
              whole.put("subject", "state/CH").put("time", "yesterday").put("colour", "red");
              data(whole)
                  .put("incidentState", "SU")
                  .put("responsibleState", "XX")
                  .put("sumary", "x");
              data(whole).remove(List.of("caseRef", "defenderRef"));
              data(whole).put("language", "not a language");
              ((ObjectNode) data(whole).get("source")).remove("kind");
            });
    assertEquals(
        Set.of(
            "/subject not-allowed",
            "/time date",
            "/colour unknown-attribute",
            "/data/incidentState withdrawn-state",
            "/data/responsibleState unknown-state",
            "/data/sumary unknown-field",
            "/data/caseRef required",
            "/data/defenderRef required",
            "/data/language language",
            "/data/source/kind required"),
        named(found));
  }

  @Test
  void aDateBefore1900IsToldBesideAMissingFieldAndABadState() {
    List<Violation> found =
        refused(
            whole -> {
              ((ObjectNode) data(whole).get("occurredAt")).put("value", "1899-12-31");
              data(whole).put("responsibleState", "XX").remove("caseRef");
            });
    assertEquals(
        Set.of(
            "/data/occurredAt/value date",
            "/data/responsibleState unknown-state",
            "/data/caseRef required"),
        named(found));
  }

  @Test
  void ofAnUnknownTypeWhatAllTypesShareIsCheckedAllTheSame() {
    List<Violation> found =
        refused(
            whole -> {
              whole.put("type", "org.tocsin.no-such.v1");
              ((ObjectNode) data(whole).get("occurredAt")).put("value", "1700-01-01");
              data(whole).put("caseRef", 7).put("language", "not a language");
            });
    assertEquals(
        Set.of(
            "/type unknown-type",
            "/data/occurredAt/value date",
            "/data/caseRef type",
            "/data/language language"),
        named(found));
  }

  @Test
  void whatDoesNotFitTogetherIsToldBesideWhatIsWrongAlone() {
    ObjectNode submission = Fixture.submission("council-term-recorded");
    data(submission).put("state", "XX").put("from", "2020-01-01").put("to", "2019-01-01");
    assertEquals(
        Set.of("/data/state unknown-state", "/data/to combination"), named(refused(submission)));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void noRecordMindsThatAFieldIsMissing(EventType type) throws Exception {
    Constructor<?> constructor = type.record().getDeclaredConstructors()[0];
    constructor.newInstance(new Object[constructor.getParameterCount()]);
  }

  @Test
  void ofAHostileEventTheFirstHundredViolationsAreTold() {
    List<Violation> found =
        refused(
            whole -> {
              for (int i = 0; i < 20_000; i++) {
                data(whole).put("f" + i, i);
              }
            });
    assertEquals(100, found.size());
  }

  @Test
  void noValueIsEverRepeatedInAnError() {
    List<Violation> found =
        refused(
            whole -> {
              whole
                  .put("id", CANARY)
                  .put("time", CANARY)
                  .put("source", "/partners/" + CANARY)
                  .put(CANARY, "x");
              data(whole)
                  .put("actType", CANARY)
                  .put("responsibleState", CANARY)
                  .put("language", CANARY)
                  .put("caseRef", CANARY + "\0");
            });
    assertTrue(found.size() >= 7, found.toString());
    assertFalse(found.toString().contains("Canary"), found.toString());
  }

  @ParameterizedTest
  @CsvSource({"id,event-id", "type,unknown-type", "specversion,specversion"})
  void anAttributeThatBreaksARuleIsRefusedByName(String attribute, String rule) {
    Violation found = refused(whole -> whole.put(attribute, "no such thing")).getFirst();
    assertEquals("/" + attribute, found.pointer());
    assertEquals(rule, found.rule());
  }

  @Test
  void thePartnerIsTheOneOfTheCredentialNeverOfTheBody() {
    assertEquals(
        "/partners/example-ngo",
        accepted(whole -> whole.put("source", "my-script")).header().origin().toString());
    assertEquals(
        "source", refused(whole -> whole.put("source", "/partners/another-ngo")).getFirst().rule());
  }

  @Test
  void onlyTheDeskWritesItsEvents() {
    for (EventType type : EventType.values()) {
      if (type.isDecision()) {
        assertEquals(
            "desk-only",
            refused(whole -> whole.put("type", type.wireName())).getFirst().rule(),
            type.code());
      }
    }
  }

  @Test
  void theSameContentInAnotherOrderAndUnicodeFormHasTheSameDigest() {
    Event composed = accepted(whole -> data(whole).put("summary", "caf\u00e9 "));
    Event decomposed =
        accepted(
            whole -> {
              data(whole).remove("summary");
              data(whole).put("summary", "cafe\u0301");
            });
    assertEquals(composed.header().digest(), decomposed.header().digest());
    assertNotEquals(
        composed.header().digest(),
        accepted(whole -> data(whole).put("summary", "other")).header().digest());
  }

  @Test
  void aFutureDateIsTakenWithAWarning() {
    ObjectNode submission = Fixture.submission("act-reported");
    ((ObjectNode) data(submission).get("occurredAt")).put("value", "2026-12-24");
    var accepted = (Submission.Accepted) Fixture.read(submission);
    assertEquals("future-date", accepted.warnings().getFirst().rule());
  }

  @Test
  void aWithdrawnStateIsRightForAnOldDate() {
    Event event =
        accepted(
            whole -> {
              ((ObjectNode) data(whole).get("occurredAt")).put("value", "1983-05-01");
              data(whole).put("responsibleState", "SU");
            });
    assertEquals("1983-05-01", event.header().occurredAt().value());
  }

  @Test
  void aCorrectionOfAnEventAboutNoCaseNamesItsSubject() {
    ObjectNode submission = Fixture.submission("event-corrected").put("subject", "state/PK");
    data(submission).remove(List.of("caseRef", "defenderRef"));
    ((ObjectNode)
            data(submission).set("changes", Fixture.JSON.createObjectNode().put("vote", "no")))
        .toString();
    assertTrue(Fixture.accepted(submission).header().subject() instanceof Subject.OfState);
  }

  @Test
  void aCorrectionIsCheckedLikeTheEventItCorrects() {
    ObjectNode submission = Fixture.submission("event-corrected");
    data(submission)
        .set(
            "changes",
            Fixture.JSON.createObjectNode().put("responsibleState", "XX").put("sumary", "x"));
    var refused = (Submission.Refused) Fixture.read(submission);
    assertEquals(
        List.of("unknown-field", "unknown-state"),
        refused.violations().stream().map(Violation::rule).toList());
  }

  @Test
  void whatACorrectionChangesIsCheckedAndKeptLikeTheEventItself() {
    assertEquals(
        Set.of("/data/changes/occurredAt/value date", "/data/changes/language language"),
        named(
            refused(
                correction(
                    "{\"occurredAt\": {\"value\": \"1899\", \"precision\": \"year\"}, \"language\": \"no tag\"}"))));
    Event composed = Fixture.accepted(correction("{\"summary\": \"caf\u00e9\"}"));
    Event decomposed = Fixture.accepted(correction("{\"summary\": \" cafe\u0301\"}"));
    assertEquals(composed, decomposed);
    var odd = (Submission.Accepted) Fixture.read(correction("{\"actType\": \"a-new-kind\"}"));
    assertEquals("unrecognised-code", odd.warnings().getFirst().rule());
  }

  @Test
  void aCorrectionThatNamesNoCaseNeedsASubject() {
    ObjectNode none = Fixture.submission("event-corrected");
    data(none).remove(List.of("caseRef", "defenderRef"));
    assertEquals(Set.of("/data/caseRef required"), named(refused(none.deepCopy())));
    assertEquals(Set.of("/subject subject"), named(refused(none.put("subject", "state/XX"))));
  }

  @Test
  void binaryModeSaysWhereInTheHeadersAndTheBodyItIsWrong() {
    JsonNode body = data(Fixture.submission("act-reported")).put("actType", "No Code");
    var envelope =
        Envelope.binary(
            Map.of("specversion", "1.0", "source", "x", "type", "org.tocsin.act-reported.v1"),
            body);
    var refused =
        (Submission.Refused)
            new SubmissionReader(Fixture.KEY).read(Fixture.ORGANISATION, envelope, Fixture.NOW);
    assertEquals(
        List.of("ce-id", "/actType"),
        refused.violations().stream().map(Violation::pointer).toList());
  }

  private static ObjectNode correction(String changes) {
    ObjectNode submission = Fixture.submission("event-corrected");
    try {
      data(submission).set("changes", Fixture.JSON.readTree(changes));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    return submission;
  }

  private static Set<String> named(List<Violation> found) {
    return found.stream().map(v -> v.pointer() + " " + v.rule()).collect(Collectors.toSet());
  }

  private static List<Violation> refused(ObjectNode submission) {
    return ((Submission.Refused) Fixture.read(submission)).violations();
  }

  private static ObjectNode data(ObjectNode whole) {
    return (ObjectNode) whole.get("data");
  }

  private static Event accepted(Consumer<ObjectNode> change) {
    ObjectNode submission = Fixture.submission("act-reported");
    change.accept(submission);
    return Fixture.accepted(submission);
  }

  private static List<Violation> refused(Consumer<ObjectNode> change) {
    ObjectNode submission = Fixture.submission("act-reported");
    change.accept(submission);
    return refused(submission);
  }
}
